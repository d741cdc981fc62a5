using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Api.Protocol;

/// <summary>What a body's texts may be; the limits are <see cref="OutsideText"/>'s.</summary>
internal static class Reasons
{
    private const string Field = "reason";

    public static IEnumerable<FieldError> Required(string? reason, string what) =>
        string.IsNullOrWhiteSpace(reason) ? [new FieldError(Field, $"Required: {what}.")] : Optional(reason);

    public static IEnumerable<FieldError> Optional(string? reason) => Text(Field, reason, OutsideText.MostReason);

    public static IEnumerable<FieldError> Text(string field, string? text, int most)
    {
        if (text is not null && OutsideText.Problem(text, most) is { } problem)
            yield return new FieldError(field, problem);
    }
}
