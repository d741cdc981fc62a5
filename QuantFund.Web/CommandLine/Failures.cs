using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using QuantFund.Infrastructure;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.CommandLine.History;

namespace QuantFund.Web.CommandLine;

/// <summary>What a process that could not start, or a verb that could not be carried out, says: what failed and how to mend it.</summary>
internal static class Failures
{
    /// <summary>An environment variable: set, the stack of a failure is written too.</summary>
    private const string WithStack = "QUANTFUND_STACK";

    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <summary>Writes the line and gives the exit code.</summary>
    public static async Task<int> TellAsync(Exception exception)
    {
        if (exception is VerbRefusedException { HasText: false } silent)
            return silent.ExitCode;
        await Console.Error.WriteLineAsync(LineOf(exception) ?? Unforeseen(exception));
        if (Environment.GetEnvironmentVariable(WithStack) is { Length: > 0 })
            await Console.Error.WriteLineAsync(exception.ToString());
        return CodeOf(exception);
    }

    private static string? LineOf(Exception exception) =>
        exception switch
        {
            StartupException or VerbRefusedException => exception.Message,
            OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
            IOException { InnerException: AddressInUseException } =>
                $"{OneLine(exception.Message)} Another program listens there: choose another address with --urls=http://127.0.0.1:PORT.",
            SqliteException sqlite => OfSqlite(sqlite),
            DbException database and (NpgsqlException or PostgresException) => OfPostgres(database),
            AggregateException several => several.InnerExceptions.Select(LineOf).FirstOrDefault(l => l is not null),
            _ => exception.InnerException is { } inner ? LineOf(inner) : null,
        };

    private static string OfSqlite(SqliteException e) =>
        e.SqliteErrorCode switch
        {
            SqliteCorrupt or SqliteNotADatabase =>
                $"The fund's store ({StoreName.File} in {StoreName.DirectoryKey}) is damaged: {OneLine(e.Message)} Put a backup in its place; the damaged file is left as it is.",
            SqliteBusy =>
                $"The fund's store ({StoreName.File} in {StoreName.DirectoryKey}) is locked by another program: {OneLine(e.Message)} Nothing was changed; try again.",
            SqliteFull =>
                $"The disk of {StoreName.DirectoryKey} is full: {OneLine(e.Message)} Nothing was changed; make room and try again.",
            _ => $"The fund's store ({StoreName.File} in {StoreName.DirectoryKey}) can't be used: {OneLine(e.Message)}",
        };

    private static string OfPostgres(DbException e) =>
        $"The database of {StoreName.ConnectionKey} can't be used: {OneLine(e.Message)}"
        + (e.GetBaseException() is SocketException refused ? $" ({OneLine(refused.Message)})" : "")
        + " Nothing was changed. Check that it runs and that host, database, user and password are right.";

    private static string Unforeseen(Exception exception)
    {
        var root = exception.GetBaseException();
        return $"Failed: {OneLine(root.Message)} ({root.GetType().Name}; with {WithStack}=1 in the environment the stack is shown.)";
    }

    private static int CodeOf(Exception exception) =>
        exception switch
        {
            VerbRefusedException refused => refused.ExitCode,
            StartupException start => start.ExitCode,
            AggregateException several => several.InnerExceptions.Max(CodeOf),
            _ => exception.InnerException is { } inner ? CodeOf(inner) : ExitCode.Failed,
        };

    private static string OneLine(string message) =>
        string.Join(
            ' ',
            message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
}
