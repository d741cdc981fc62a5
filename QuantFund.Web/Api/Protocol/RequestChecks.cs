namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// What every call of the interface checks before its handler runs: that the body could be read, and that the query names
/// only parameters that the handler has (a misspelt <c>?limt=</c> must not be ignored).
/// </summary>
public static class RequestChecks
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        // A halt says what it left out, and halts.
        if (Array.Exists(factory.MethodInfo.GetParameters(), p => p.ParameterType == typeof(HaltAsk)))
            return next;
        var known = factory
            .MethodInfo.GetParameters()
            .Where(p => p.ParameterType == typeof(string))
            .Select(p => p.Name!)
            .ToHashSet(StringComparer.Ordinal);
        return context =>
        {
            var request = context.HttpContext.Request;
            var errors = request
                .Query.Keys.Where(name => !known.Contains(name) || request.RouteValues.ContainsKey(name))
                .Select(name => new FieldError(name, "Unknown query parameter."))
                .Concat(context.Arguments.OfType<IReadBody>().SelectMany(b => b.Errors))
                .ToArray();
            return errors.Length > 0 ? ValueTask.FromResult<object?>(Problems.Invalid(errors)) : next(context);
        };
    }
}
