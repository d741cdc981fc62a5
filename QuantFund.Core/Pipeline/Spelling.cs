using System.Text.Json;

namespace QuantFund.Core.Pipeline;

/// <summary>How records, REST and hub spell the words of closed lists (families, limits, rungs): camelCase, one spelling each.</summary>
public static class Spelling
{
    public static string Of<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    /// <summary>The spelling of today for a word that an earlier version stored: <c>net-long</c>, <c>VolatilityTarget</c>.</summary>
    public static string OfStored(string word) =>
        word switch
        {
            "" => "",
            "sector" => "sectorGross",
            _ => string.Concat(
                word.Split('-')
                    .Select((p, i) => (i == 0 ? char.ToLowerInvariant(p[0]) : char.ToUpperInvariant(p[0])) + p[1..])
            ),
        };
}
