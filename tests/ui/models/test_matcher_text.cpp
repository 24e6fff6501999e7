// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/matcher_text.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

/// What was read, as text again, or the place of the problem.
QString read(const QString& text) {
    MatcherText::Problem problem;
    const auto drafts = MatcherText::parse(text, &problem);
    if (!drafts) {
        return QStringLiteral("%1-%2").arg(problem.begin).arg(problem.end);
    }
    QStringList parts;
    for (const auto& draft : *drafts) {
        parts << MatcherText::text(draft);
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestMatcherText : public QObject {
    Q_OBJECT

  private slots:
    void listsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* name, const char* text, const char* read) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(read);
        };
        row("nothing", "  {} ", "");
        row("braces", R"({a="b",c=~"d"})", R"(a="b" c=~"d")");
        row("trailing comma", R"({a="b", c!="d", })", R"(a="b" c!="d")");
        row("blanks around", R"( a = "b" , c !~ "d" )", R"(a="b" c!~"d")");
        row("bare values", "{a=b,c=~d.*}", R"(a="b" c=~"d.*")");
        row("braces of an expression", "{a=~x{2}}", R"(a=~"x{2}")");
        row("escapes", R"(a="say \"x\"\\n")", R"(a="say \"x\"\\n")");
        row("names in quotes", R"({"my label"="x"})", R"(my label="x")");
        row("amtool", "amtool silence add alertname=Foo instance=~'nas-.*' severity!=info",
            R"(alertname="Foo" instance=~"nas-.*" severity!="info")");
        row("amtool with options", R"(amtool silence add -c "for the move" --duration=2h -a ann Foo job=node)",
            R"(alertname="Foo" job="node")");
        row("whole matchers in quotes", R"('instance=~"nas.+"' "job=node")", R"(instance=~"nas.+" job="node")");
        row("an empty value", R"(a="")", R"(a="")");
        row("a missing operator", "a=b foo", "4-7");
        row("a missing name", R"(="x")", "0-1");
        row("an open quote", R"(a="b)", R"(a="b")");
    }
    void listsAreRead() {
        QFETCH(QString, text);
        QTEST(read(text), "read");
    }

    void hugeTextsAreRefused() {
        QCOMPARE(read(QString(MatcherText::kMaxLength + 1, QLatin1Char('a'))),
                 QStringLiteral("0-%1").arg(MatcherText::kMaxLength + 1));
    }

    void nothingCrashes() {
        for (const auto* text : {"\"", "'", "{", "}", "=", "!", "-", "a=", "a=\"\\", "-c", "\"a\" \"=\"", "''"}) {
            std::ignore = read(QString::fromLatin1(text));
        }
    }

    void badExpressionsAndNamesAreRefused() {
        const auto regex = MatcherText::matcherOf({QStringLiteral("a"), model::MatchType::kRegex, QStringLiteral("(")});
        QVERIFY(!regex);
        QVERIFY(!regex.error().message().empty());
        QVERIFY(!MatcherText::matcherOf({QString(), model::MatchType::kEqual, QStringLiteral("x")}));
    }

    void matchersAreWritten() {
        const model::Matchers matchers{
            model::Matcher::equal("a", "b\"c"),
            *model::Matcher::create(model::MatchType::kNotRegex, "d", "e.*"),
        };
        const auto text = QString::fromLatin1("{a=\"b\\\"c\",d!~\"e.*\"}");
        QCOMPARE(MatcherText::text(matchers), text);
        QCOMPARE(read(text), QString::fromLatin1("a=\"b\\\"c\" d!~\"e.*\""));
    }
};

QTEST_GUILESS_MAIN(TestMatcherText)
#include "test_matcher_text.moc"
