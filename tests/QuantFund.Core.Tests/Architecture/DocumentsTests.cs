using System.Text.RegularExpressions;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Architecture;

/// <summary>What the documents say of the code is held against the code.</summary>
public sealed partial class DocumentsTests
{
    private const string Architecture = "docs/architecture.md";

    public static TheoryData<string> Documents() =>
        [
            "README.md",
            .. Directory
                .EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Repository.Root, f))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryFileAndFolderThatADocumentNames_IsThere(string document) =>
        Named(File.ReadAllText(Repository.Path(document)))
            .Where(path => !File.Exists(Repository.Path(path)) && !Directory.Exists(Repository.Path(path)))
            .Should()
            .BeEmpty();

    [Fact]
    public void ANameOfNoFile_IsFound() =>
        Named("Look at `QuantFund.Core/Nowhere/Nothing.cs`, not at `Risk:Nothing` or `tests/<name>`.")
            .Should()
            .Equal("QuantFund.Core/Nowhere/Nothing.cs");

    [Fact]
    public void EveryLinkOfADocument_LeadsToAFile()
    {
        var broken = Documents()
            .Select(d => (string)d.Data)
            .SelectMany(d =>
                Links()
                    .Matches(File.ReadAllText(Repository.Path(d)))
                    .Select(m => m.Groups["link"].Value)
                    .Where(l => !l.Contains(':', StringComparison.Ordinal) && !l.StartsWith('#'))
                    .Where(l => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(d)!, l)))
                    .Select(l => $"{d}: {l}")
            );

        broken.Should().BeEmpty();
    }

    /// <summary>After a change of the house, run with QUANTFUND_WRITE_DOCS=1 and look at what became of the picture.</summary>
    [Fact]
    public void ThePictureOfTheHouse_IsMadeFromTheCode()
    {
        var file = Repository.Path(Architecture);
        var text = File.ReadAllText(file);
        var drawn = Picture().Match(text);
        var made = HousePicture.Of(typeof(Symbol).Assembly.Location, "QuantFund.Core", HouseRules.PhasesInOrder);

        if (Environment.GetEnvironmentVariable("QUANTFUND_WRITE_DOCS") == "1")
            File.WriteAllText(file, text.Replace(drawn.Groups["picture"].Value, made, StringComparison.Ordinal));
        else
            drawn.Groups["picture"].Value.Should().Be(made);
    }

    private static IEnumerable<string> Named(string text) =>
        Paths()
            .Matches(text)
            .Select(m => m.Groups["path"].Value)
            .Where(p => !p.Contains('<', StringComparison.Ordinal) && !p.Contains('*', StringComparison.Ordinal));

    [GeneratedRegex(
        "`(?<path>(QuantFund\\.(Core|Infrastructure|Web)|tests|docs|eng)/[^` ]*)`",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Paths();

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Links();

    [GeneratedRegex("```mermaid\n(?<picture>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex Picture();
}
