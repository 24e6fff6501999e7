// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/template/case_runner.h"
#include "template/float_text.h"
#include "template/histogram_text.h"
#include "template/humanize.h"
#include "template/literal.h"
#include "template/pattern.h"
#include "template/text_escape.h"
#include "template/unicode.h"

using namespace hearth;
using namespace hearth::templates;

namespace {

const auto kFunctions = notificationFunctions();

/// The text, or the error's message.
std::string outcome(const Result<std::string>& result) {
    return result ? *result : result.error().message();
}

std::string expand(const std::string& text, const Limits& limits = {}, std::stop_token stop = {}) {
    const TemplateSet set(kFunctions);
    const auto parsed = set.parseText("t", text);
    if (!parsed) {
        return parsed.error().message();
    }
    NotificationEnvironment environment;
    environment.now = [] { return Time{1700000000, 0, TimeZone()}; };
    environment.zone = [](const std::string& name) -> Result<TimeZone> { return TimeZone::fixed(name, 3600); };
    environment.routeLabel = [](const std::string& name) -> Result<std::string> { return "<" + name + ">"; };
    const auto data = notificationValue(cases::notification());
    return outcome(parsed->execute(
        data, {.mode = Mode::kText, .limits = limits, .stop = std::move(stop), .environment = &environment}));
}

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT

  private slots:
    void laterDefinitionsReplaceEarlierOnesUnlessTheyAreBlank();
    void aTextsOwnDefinitionsAreItsOwn();
    void anUnknownDefinitionIsAnError();
    void endlessLoopsEndAtTheLimitOfSteps();
    void endlessRecursionEndsAtTheLimitOfDepth();
    void outputIsLimited();
    void textsThatDoubleAreLimited();
    void valuesDoNotNestWithoutEnd();
    void deepParenthesesAndBlocksAreRefused();
    void aStopEndsTheExecution();
    void functionsOfTheMomentUseTheEnvironment();
    void ruleTemplatesTellTheirPlaceAsPrometheusDoes();
    void plainTextIsNotParsed();
    void histogramsPrintTheirBuckets();
    void consoleTemplatesInvokeByName();
    void trustedTextIsNotEscapedTwice();
    void numbersAreShownToPeople();
    void regularExpressionsReplaceAsGoDoes();
    void titlesRaiseTheFirstLetters();
    void timesAreReadAndWritten();
};

void TestTemplate::laterDefinitionsReplaceEarlierOnesUnlessTheyAreBlank() {
    TemplateSet set(kFunctions);
    QVERIFY(set.add("a.tmpl", "{{define \"x\"}}one{{end}}").has_value());
    QVERIFY(set.add("b.tmpl", "{{define \"x\"}}two{{end}}{{define \"y\"}}{{template \"x\"}}!{{end}}").has_value());
    QVERIFY(set.add("c.tmpl", "{{define \"x\"}} {{/* nothing */}} {{end}}").has_value());
    const auto text = set.parseText("", "{{template \"y\"}}");
    QVERIFY(text.has_value());
    QCOMPARE(outcome(text->execute(Value())), std::string("two!"));
}

void TestTemplate::aTextsOwnDefinitionsAreItsOwn() {
    TemplateSet set(kFunctions);
    QVERIFY(set.add("a.tmpl", "{{define \"x\"}}shared{{end}}").has_value());
    const auto own = set.parseText("", "{{define \"x\"}}own{{end}}{{template \"x\"}}");
    const auto other = set.parseText("", "{{template \"x\"}}");
    QCOMPARE(outcome(own->execute(Value())), std::string("own"));
    QCOMPARE(outcome(other->execute(Value())), std::string("shared"));
    QCOMPARE(outcome(other->execute("x", Value())), std::string("shared"));
}

void TestTemplate::anUnknownDefinitionIsAnError() {
    QCOMPARE(
        expand("a\n {{template \"nope\" .}}"),
        std::string("template: t:2:12: executing \"t\" at <{{template \"nope\" .}}>: template \"nope\" not defined"));
    const TemplateSet set(kFunctions);
    const auto parsed = set.parseText("t", "x");
    QCOMPARE(parsed->execute("nope", Value()).error().code(), ErrorCode::kNotFound);
}

void TestTemplate::endlessLoopsEndAtTheLimitOfSteps() {
    const auto text = expand("{{range 1000000000000}}{{end}}", {.steps = 10'000});
    QVERIFY2(text.contains("exceeded maximum number of steps (10000)"), text.c_str());
}

void TestTemplate::endlessRecursionEndsAtTheLimitOfDepth() {
    const auto text = expand("{{define \"x\"}}{{if true}}{{template \"x\"}}{{end}}{{end}}{{template \"x\"}}");
    QVERIFY2(text.contains("exceeded maximum template depth"), text.c_str());
}

void TestTemplate::outputIsLimited() {
    const auto text = expand("{{range 1000}}0123456789{{end}}", {.outputBytes = 5'000});
    QVERIFY2(text.contains("exceeded maximum output size (5000 bytes)"), text.c_str());
    const auto wide = expand("{{printf \"%999999d%999999d\" 1 2}}", {.outputBytes = 5'000});
    QVERIFY2(wide.contains("exceeded maximum output size (5000 bytes)"), wide.c_str());
}

void TestTemplate::textsThatDoubleAreLimited() {
    const auto text = expand("{{$x := \"ab\"}}{{range 100}}{{$x = print $x $x}}{{end}}");
    QVERIFY2(text.contains("exceeded maximum"), text.c_str());
    const auto lists = expand("{{$x := list 1}}{{range 60}}{{$x = list $x $x}}{{end}}{{$x}}");
    QVERIFY2(lists.contains("exceeded maximum"), lists.c_str());
}

void TestTemplate::valuesDoNotNestWithoutEnd() {
    const auto text = expand("{{$x := list 1}}{{range 100000}}{{$x = list $x}}{{end}}");
    QVERIFY2(text.contains("exceeded maximum depth of values"), text.c_str());
    const auto maps = expand("{{$x := dict}}{{range 100000}}{{$x = dict \"a\" $x}}{{end}}");
    QVERIFY2(maps.contains("exceeded maximum depth of values"), maps.c_str());
}

void TestTemplate::deepParenthesesAndBlocksAreRefused() {
    const auto parens = expand("{{" + std::string(100'000, '(') + "1" + std::string(100'000, ')') + "}}");
    QVERIFY2(parens.contains("max expression depth exceeded"), parens.c_str());
    std::string blocks;
    for (int i = 0; i < 10'000; ++i) {
        blocks += "{{if 1}}";
    }
    QVERIFY(expand(blocks).contains("max nesting depth exceeded"));
}

void TestTemplate::aStopEndsTheExecution() {
    std::stop_source stop;
    stop.request_stop();
    const auto text = expand("{{range 1000000}}{{end}}", {}, stop.get_token());
    QVERIFY2(text.contains("execution canceled"), text.c_str());
}

void TestTemplate::functionsOfTheMomentUseTheEnvironment() {
    QCOMPARE(expand("{{now.Unix}} {{since (toDate \"2006-01-02\" \"2023-11-14\")}}"),
             std::string("1700000000 22h13m20s"));
    QCOMPARE(expand("{{tz \"X\" now | date \"15:04 MST\"}}"), std::string("23:13 X"));
    QCOMPARE(expand("{{routeLabels \"owner\"}}"), std::string("<owner>"));
}

void TestTemplate::ruleTemplatesTellTheirPlaceAsPrometheusDoes() {
    const auto failed = cases::expandRule("{{ $labels.instance.x }}", model::Labels({{"instance", "a"}}), 1);
    QCOMPARE(outcome(failed),
             std::string("error executing template __alert_X: template: __alert_X:1:122: executing \"__alert_X\" at "
                         "<$labels.instance.x>: can't evaluate field x in type string"));
    const auto refused = RuleTemplate::parse("X", "{{ nope }}");
    QCOMPARE(refused.error().message(), std::string("template: __alert_X:1: function \"nope\" not defined"));
}

void TestTemplate::plainTextIsNotParsed() {
    const auto plain = RuleTemplate::parse("X", "no actions }} here");
    QVERIFY(plain->isPlain());
    RuleEnvironment environment;
    QCOMPARE(outcome(plain->expand(Value(), environment)), std::string("no actions }} here"));
}

void TestTemplate::histogramsPrintTheirBuckets() {
    auto histogram = std::make_shared<model::FloatHistogram>();
    histogram->count = 7;
    histogram->sum = 5.5;
    histogram->zeroCount = 1;
    histogram->layout.zeroThreshold = 0.001;
    histogram->layout.positiveSpans = {{0, 2}};
    histogram->positiveBuckets = {2, 4};
    QCOMPARE(histogramText(*histogram), std::string("{count:7, sum:5.5, [-0.001,0.001]:1, (0.5,1]:2, (1,2]:4}"));
    const auto parsed = RuleTemplate::parse("X", "{{ $value }} {{ .Value.Count }}");
    RuleEnvironment environment;
    const auto data = alertValue({.labels = {}, .externalLabels = {}, .externalUrl = "", .value = histogram});
    QCOMPARE(outcome(parsed->expand(data, environment)), histogramText(*histogram) + " 7");
}

void TestTemplate::consoleTemplatesInvokeByName() {
    const TemplateSet set(consoleFunctions());
    const auto page = set.parseText("page", "{{define \"b\"}}<b>{{.}}</b>{{end}}{{tmpl \"b\" \"<x>\"}}");
    RuleEnvironment environment;
    const ExecuteOptions options{.mode = Mode::kHtml, .limits = {}, .stop = {}, .environment = &environment};
    QCOMPARE(outcome(page->execute(Value(), options)), std::string("<b>&lt;x&gt;</b>"));
    const auto loop = set.parseText("page", "{{define \"b\"}}{{tmpl \"b\" .}}{{end}}{{tmpl \"b\" 1}}");
    QVERIFY(outcome(loop->execute(Value(), options)).contains("exceeded maximum template depth"));
}

void TestTemplate::trustedTextIsNotEscapedTwice() {
    const cases::Notifier notifier;
    const auto html = [&](const std::string& text) { return outcome(notifier.expand(text, Mode::kHtml)); };
    QCOMPARE(html("{{ \"<\" }}{{ \"<\" | safeHtml }}{{ \"<\" | html }}"), std::string("&lt;<&lt;"));
    QCOMPARE(html("<a href=\"{{ `javascript:x` }}\">{{ `javascript:x` }}</a>"),
             std::string("<a href=\"#ZgotmplZ\">javascript:x</a>"));
}

void TestTemplate::numbersAreShownToPeople() {
    QCOMPARE(humanize(1234567), std::string("1.235M"));
    QCOMPARE(humanize1024(1048576), std::string("1Mi"));
    QCOMPARE(humanizeDuration(-86461.5), std::string("-1d 0h 1m 1s"));
    QCOMPARE(humanizeDuration(0.0123), std::string("12.3ms"));
    QCOMPARE(humanizePercentage(0.1234567), std::string("12.35%"));
    QCOMPARE(outcome(humanizeTimestamp(1435065584.128)), std::string("2015-06-23 13:19:44.128 +0000 UTC"));
    QVERIFY(!timeFromFloat(1e12));
    QVERIFY(!toFloat(Value::boolean(true)));
}

void TestTemplate::regularExpressionsReplaceAsGoDoes() {
    const auto replace = [](std::string_view pattern, std::string_view text, std::string_view by) {
        return outcome(Pattern::create(pattern)->replaceAll(text, by, 1000));
    };
    QCOMPARE(replace("a*", "baac", "x"), std::string("xbxcx"));
    QCOMPARE(replace("", "é", "-"), std::string("-é-"));
    QCOMPARE(replace("(?P<n>b)(c)", "abcd", "${n}$2$$$9x$"), std::string("abc$$d"));
    QCOMPARE(replace("^", "ab", ">"), std::string(">ab"));
    QCOMPARE(Pattern::create("(").error().message(), std::string("error parsing regexp: missing closing ): `(`"));
}

void TestTemplate::titlesRaiseTheFirstLetters() {
    QCOMPARE(toTitle("hello wORLD it's a-b c_d 3rd", false), std::string("Hello World It's A-B C_d 3Rd"));
    QCOMPARE(toTitle("hello wORLD", true), std::string("Hello WORLD"));
    QCOMPARE(toUpper("straße é"), std::string("STRAßE É"));
}

void TestTemplate::timesAreReadAndWritten() {
    const auto time = parseTime("2024-02-29T12:34:56.789+02:00", kRfc3339NanoLayout, TimeZone());
    QVERIFY(time.has_value());
    QCOMPARE(formatTime(*time, "Mon Jan _2 3:04:05.00PM 2006 -0700"),
             std::string("Thu Feb 29 12:34:56.78PM 2024 +0200"));
    QCOMPARE(parseTime("x", "2006", TimeZone()).error().message(),
             std::string("parsing time \"x\" as \"2006\": cannot parse \"x\" as \"2006\""));
    QCOMPARE(parseTime("2023-02-29", "2006-01-02", TimeZone()).error().message(),
             std::string("parsing time \"2023-02-29\": day out of range"));
    QCOMPARE(formatDuration(-3'723'500'000'000), std::string("-1h2m3.5s"));
    QCOMPARE(formatDuration(1'500), std::string("1.5µs"));
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "test_template.moc"
