// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "data/async_source.h"
#include "datasource/acknowledgement.h"
#include "models/matcher_text.h"
#include "silences/matcher_editor.h"
#include "silences/matcher_row.h"
#include "silences/silence_form.h"
#include "silences/silence_preview.h"
#include "ui/support/fake_server.h"
#include "widgets/checked_field.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

struct Fixture {
    std::shared_ptr<tests::FakeServer> server = std::make_shared<tests::FakeServer>();
    AsyncSource source{server};
    SilenceForm form{source};
    SilencePreview* preview = form.findChild<SilencePreview*>();

    Fixture() {
        form.setCreator(QStringLiteral("anna"));
        form.edit({});
        form.resize(430, 900);
        form.show();
    }

    CheckedField* field(const char* name, int which = 0) const {
        QList<CheckedField*> found;
        for (auto* each : form.findChildren<CheckedField*>()) {
            if (each->accessibleName() == QLatin1String(name) && each->isVisibleTo(&form)) {
                found << each;
            }
        }
        return found.value(which);
    }
    void type(const char* name, const char* text, int which = 0) const {
        auto* into = field(name, which);
        into->selectAll();
        QTest::keyClicks(into, QString::fromLatin1(text));
    }
    void click(const char* text) const {
        for (auto* button : form.findChildren<QAbstractButton*>()) {
            if (button->text() == QLatin1String(text)) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
    }
    void match(const char* name, const char* value) const {
        type("Label", name);
        type("Value", value);
    }
    void chooseRegex() const {
        for (auto* box : form.findChildren<QComboBox*>()) {
            if (box->isVisible()) {
                box->setCurrentIndex(2);
            }
        }
    }
    QString matchers() const { return MatcherText::text(form.silence().matchers); }
    model::DurationMs duration() const { return form.silence().endsAt - form.silence().startsAt; }
};

datasource::Silence activeSilence() {
    datasource::Silence silence;
    silence.id = "one";
    silence.matchers = {model::Matcher::equal("alertname", "DiskFull")};
    silence.startsAt = QDateTime::currentMSecsSinceEpoch() - model::kHourMs;
    silence.endsAt = silence.startsAt + 3 * model::kHourMs;
    silence.createdBy = "ben";
    silence.comment = "moving";
    return silence;
}

} // namespace

class TestSilenceForm : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatIsMissing() {
        const Fixture fixture;
        QCOMPARE(fixture.form.problem(), QStringLiteral("Say which alerts: a matcher is missing."));
        fixture.type("Label", "alertname");
        fixture.type("Value", "DiskFull");
        QCOMPARE(fixture.form.problem(), QStringLiteral("A comment is missing."));
        fixture.type("Comment", "moving");
        QCOMPARE(fixture.form.problem(), QString());
        fixture.type("Duration", "soon");
        QVERIFY(fixture.form.problem().startsWith(QLatin1String("This is no duration")));
        fixture.type("Duration", "2h");
        QCOMPARE(fixture.form.problem(), QString());
        fixture.field("By")->clear();
        QCOMPARE(fixture.form.problem(), QStringLiteral("Say who you are."));
    }

    void matchersThatMatchTheEmptyValueAloneAreTooWide() {
        const Fixture fixture;
        fixture.type("Label", "alertname");
        fixture.chooseRegex();
        fixture.type("Value", ".*");
        QCOMPARE(fixture.form.problem(), QStringLiteral("At least one matcher must not match the empty value."));
    }

    void operatorsTypedBehindTheNameAreTaken() {
        const Fixture fixture;
        fixture.type("Label", "instance=");
        QCOMPARE(fixture.field("Label")->text(), QStringLiteral("instance"));
        QTest::keyClicks(fixture.field("Value"), QStringLiteral("~"));
        QTest::keyClicks(fixture.field("Value"), QStringLiteral("nas.*"));
        QCOMPARE(fixture.matchers(), QStringLiteral("{instance=~\"nas.*\"}"));
    }

    void pastedListsFillRows() {
        const Fixture fixture;
        auto* label = fixture.field("Label");
        label->insert(QString());
        QMetaObject::invokeMethod(label, "textEdited",
                                  Q_ARG(QString, QStringLiteral("amtool silence add Foo job=\"a b\" instance=~x.+")));
        QCOMPARE(fixture.matchers(), QStringLiteral("{alertname=\"Foo\",job=\"a b\",instance=~\"x.+\"}"));
        QTRY_VERIFY(fixture.field("Label", 2) != nullptr);
    }

    void badExpressionsAreMarkedWhileTheyAreTyped() {
        const Fixture fixture;
        fixture.type("Label", "instance");
        fixture.chooseRegex();
        fixture.type("Value", "nas(");
        QVERIFY(!fixture.field("Value")->problem().isEmpty());
        QCOMPARE(fixture.form.problem(), QStringLiteral("A matcher is wrong."));
        fixture.type("Value", "nas()");
        QVERIFY(fixture.field("Value")->problem().isEmpty());
    }

    void durationAndEndFollowEachOther() {
        const Fixture fixture;
        fixture.type("Duration", "2h 30m");
        QCOMPARE(fixture.duration(), 150 * model::kMinuteMs);
        fixture.type("End", "+4h");
        QCOMPARE(fixture.field("Duration")->text(), QStringLiteral("4h"));
        fixture.type("Start", "+1h");
        QCOMPARE(fixture.duration() / model::kMinuteMs, 180);
        QCOMPARE(fixture.field("Duration")->text(), QStringLiteral("3h"));
    }

    void presetsSayTheTimes() {
        const Fixture fixture;
        fixture.click("1 hour");
        QCOMPARE(fixture.duration(), model::kHourMs);
        fixture.click("Tonight");
        QVERIFY(fixture.field("End")->text().endsWith(QLatin1String("08:00")));
        QVERIFY(fixture.duration() <= 25 * model::kHourMs);
        fixture.click("Weekend");
        QVERIFY(fixture.field("End")->text().endsWith(QLatin1String("08:00")));
    }

    void untilResolvedIsAnAcknowledgement() {
        const Fixture fixture;
        fixture.match("alertname", "DiskFull");
        fixture.type("Comment", "on it");
        fixture.click("Until resolved");
        const auto silence = fixture.form.silence();
        QVERIFY(datasource::isAcknowledgement(silence));
        QCOMPARE(QString::fromStdString(datasource::acknowledgementNote(silence)), QStringLiteral("on it"));
        QVERIFY(silence.endsAt - silence.startsAt <= datasource::kAcknowledgementMs + 1000);
        QVERIFY(!fixture.field("End")->isEnabled());
        QCOMPARE(fixture.form.problem(), QString());
    }

    void whatCannotChangeInPlaceIsSaid() {
        Fixture fixture;
        const auto original = activeSilence();
        fixture.form.edit(original);
        const auto saysNewId = [&] {
            for (const auto* label : fixture.form.findChildren<QLabel*>()) {
                if (label->isVisibleTo(&fixture.form) && label->text().contains(QLatin1String("another id"))) {
                    return true;
                }
            }
            return false;
        };
        QCOMPARE(fixture.form.silence().startsAt, original.startsAt);
        fixture.type("Duration", "9h");
        QVERIFY(!saysNewId());
        QCOMPARE(fixture.form.silence().startsAt, original.startsAt);
        fixture.type("Value", "DiskFuller");
        QVERIFY(saysNewId());
    }

    void previewCountsNowAndBefore() {
        Fixture fixture;
        fixture.form.setAlerts(std::make_shared<ReceivedAlerts>(30));
        fixture.match("alertname", "DiskFull");
        QTRY_COMPARE(fixture.preview->nowText(), QStringLiteral("Matches 3 alert(s) now"));
        QTRY_VERIFY(fixture.preview->pastText().endsWith(QLatin1String("in the last 30 days")));
        QCOMPARE(fixture.preview->warningText(), QString());
    }

    void previewWarnsOfEverythingAndNothing() {
        Fixture fixture;
        fixture.form.setAlerts(std::make_shared<ReceivedAlerts>(3));
        fixture.match("alertname", "DiskFull");
        QTRY_COMPARE(fixture.preview->warningText(), QStringLiteral("This silences every alert."));
        fixture.type("Value", "NoSuch");
        QTRY_VERIFY(fixture.preview->warningText().startsWith(QLatin1String("This matches nothing")));
    }

    void previewSaysWhatItCannotTell() {
        Fixture fixture;
        fixture.server->alertWorld.failure = "no route to host";
        fixture.server->alertWorld.failing = true;
        fixture.match("alertname", "DiskFull");
        QTRY_COMPARE(fixture.preview->nowText(),
                     QStringLiteral("How many alerts it matches now is unknown: no route to host."));
        QTRY_COMPARE(fixture.preview->pastText(),
                     QStringLiteral("How many in the last 30 days is unknown: no route to host."));
    }

    void readOnlySaysWhy() {
        Fixture fixture;
        fixture.form.edit(activeSilence());
        QCOMPARE(fixture.form.problem(), QString());
        fixture.form.setReadOnly(QStringLiteral("nobody is there"));
        QCOMPARE(fixture.form.problem(), QStringLiteral("nobody is there"));
    }

    void theKeyboardAloneSaves() {
        Fixture fixture;
        QSignalSpy saved(&fixture.form, &SilenceForm::saveRequested);
        QSignalSpy canceled(&fixture.form, &SilenceForm::canceled);
        fixture.match("alertname", "DiskFull");
        QTest::keyClick(fixture.field("Value"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(saved.size(), 0);
        fixture.type("Comment", "moving");
        QTest::keyClick(fixture.field("Comment"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(saved.size(), 1);
        QTest::keyClick(fixture.field("Comment"), Qt::Key_Escape);
        QCOMPARE(canceled.size(), 1);
    }
};

QTEST_MAIN(TestSilenceForm)
#include "test_silence_form.moc"
