namespace BatchNormGen.Generator.Emission.Text;

/// <summary>Text for doc comments.</summary>
internal static class Xml
{
    public static string Text(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
