using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace QuantFund.Infrastructure.Loops;

/// <summary>Ranges by their attributes and rules across fields by a function; every message names the key.</summary>
internal sealed class OptionRules<T>(string section, Func<T, IEnumerable<string>> problems) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true);
        var messages = found
            .Select(f => $"{section}:{string.Join(',', f.MemberNames)}: {f.ErrorMessage}")
            .Concat(problems(options))
            .ToList();
        return messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(messages);
    }
}
