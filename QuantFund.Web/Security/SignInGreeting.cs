namespace QuantFund.Web.Security;

/// <summary>Tells on the console, and only there, how to get in: a link in a log file would outlive its reader.</summary>
public static class SignInGreeting
{
    public static void Print(IServiceProvider services)
    {
        var link = ListenAddress.OfBrowser(services) + services.GetRequiredService<SignInLinks>().Issue();
        Console.WriteLine();
        Console.WriteLine($"Sign in: {link}");
        Console.WriteLine();
    }
}
