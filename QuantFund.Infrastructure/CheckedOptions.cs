using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace QuantFund.Infrastructure;

/// <summary>Options that are checked when the host starts: ranges by their attributes, rules across fields by a function.</summary>
public static class CheckedOptions
{
    /// <summary>Registers the options of a section, also as their plain type; every message names the key.</summary>
    public static void AddChecked<T>(
        this IServiceCollection services,
        IConfiguration configuration,
        string section,
        Func<T, IEnumerable<string>>? problems = null
    )
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Rules<T>(section, problems ?? (_ => [])));
        services.TryAddSingleton(p => p.GetRequiredService<IOptions<T>>().Value);
    }

    private sealed class Rules<T>(string section, Func<T, IEnumerable<string>> problems) : IValidateOptions<T>
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
}
