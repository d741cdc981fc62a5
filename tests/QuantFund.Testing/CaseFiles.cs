namespace QuantFund.Testing;

/// <summary>Small files after public bug reports of other systems (the folder <c>Cases</c>).</summary>
public static class CaseFiles
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Cases", name);
}
