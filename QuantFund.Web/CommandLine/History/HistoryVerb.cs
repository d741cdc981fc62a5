using System.CommandLine;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Web.CommandLine.History;

/// <summary>What the verbs over history share: their options, how a moment is written, and how they end.</summary>
internal static class HistoryVerb
{
    public static Option<string?> AsOf() =>
        new("--as-of")
        {
            Description =
                "The moment of the decision with its offset, such as 2025-12-30T15:00:00-05:00; nothing newer is read. Default: the end of the last bar.",
        };

    public static Option<DateOnly> Date(string name, string description) =>
        new(name)
        {
            Description = description,
            Required = true,
            CustomParser = argument =>
            {
                var text = argument.Tokens[0].Value;
                if (!IsoTime.TryDate(text, out var date))
                    argument.AddError($"{name}: '{Printable.Of(text, 40)}' is no date: write yyyy-mm-dd.");
                return date;
            },
        };

    public static Option<string> Out(string description) => new("--out") { Description = description, Required = true };

    /// <exception cref="VerbRefusedException">The text is no moment, or there is no bar to take one from.</exception>
    public static DateTimeOffset Moment(string? text, OpenedHistory opened)
    {
        if (text is null)
            return opened.History.LastBarEnd(NyseCalendar.Instance) ?? throw NoBars(opened);
        if (IsoTime.TryMoment(text, out var moment))
            return moment.ToUniversalTime();
        throw new VerbRefusedException(
            ExitCode.BadUsage,
            $"--as-of: '{Printable.Of(text, 40)}' is no moment. Write the date, the time and the offset, such as 2025-12-30T15:00:00-05:00 (ISO 8601; without an offset it could be any zone's)."
        );
    }

    public static VerbRefusedException NoBars(OpenedHistory opened) =>
        new(
            ExitCode.Failed,
            $"The market store in {opened.History.Root} holds no bars. Run the verb 'import' first, or name files with --bars and --intraday."
        );

    /// <summary>Runs a verb's work and gives its exit code; what its user can mend is one line.</summary>
    public static async Task<int> EndAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
        catch (VerbRefusedException refused)
        {
            if (refused.HasText)
                await Console.Error.WriteLineAsync(Printable.Of(refused.Message));
            return refused.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(Printable.Of(e.Message));
            return ExitCode.Failed;
        }
    }

    /// <summary>Opens a file to write, with the folders above it.</summary>
    public static StreamWriter Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new StreamWriter(path, append: false);
    }
}
