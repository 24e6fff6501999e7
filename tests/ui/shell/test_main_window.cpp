// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "editor/expression_editor.h"
#include "explore/editor_input.h"
#include "explore/explore_page.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "ui/support/fake_host.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

using Phase = datasource::DesktopHost::EngineState::Phase;

struct Fixture {
    QTemporaryDir folder;
    tests::FakeHost host{folder.path().toStdString()};
    std::unique_ptr<MainWindow> window;

    MainWindow& open() {
        window = std::make_unique<MainWindow>(host);
        window->show();
        return *window;
    }
    Settings settings() const { return Settings(QString::fromStdString(host.settingsPath())); }
};

QString visibleMessages(const QWidget& window) {
    QStringList texts;
    for (const auto* bar : window.findChildren<MessageBar*>()) {
        if (bar->isVisible()) {
            texts << bar->text();
        }
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QApplication::setQuitOnLastWindowClosed(false); }

    void firstPaintIsQuick() {
        QElapsedTimer timer;
        timer.start();
        Fixture fixture;
        fixture.open().grab();
        const auto first = timer.elapsed();
        qInfo("start to first paint: %lld ms", first);
        QVERIFY2(first <= 600, qPrintable(QString::number(first)));
    }

    void theRuleEditorBelongsToTheRules() {
        Fixture fixture;
        auto& window = fixture.open();
        QElapsedTimer timer;
        timer.start();
        window.actions()[WindowActions::kNewRule]->trigger();
        const auto first = timer.elapsed();
        auto* page = dynamic_cast<RuleEditPage*>(window.pages().currentWidget());
        QVERIFY(page);
        qInfo("first visit of the rule editor: %lld ms", first);
        auto* sidebar = window.findChild<Sidebar*>();
        QCOMPARE(sidebar->currentRow(), static_cast<int>(WindowActions::kRules));
        // The engine of this program cannot save rules.
        QVERIFY(!page->saveButton().isVisible());
        page->form().expression().setText(QStringLiteral("up == 0"));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.settings().ruleDraft().contains(QLatin1String("up == 0")), 6000);
        emit sidebar->itemClicked(sidebar->item(WindowActions::kRules));
        QCOMPARE(window.pages().currentPage(), static_cast<int>(WindowActions::kRules));
        fixture.window.reset();
        fixture.open().pages().visit(QStringLiteral("rule-editor"));
        auto* again = dynamic_cast<RuleEditPage*>(fixture.window->pages().currentWidget());
        QVERIFY(again);
        QCOMPARE(again->form().expression().text(), QStringLiteral("up == 0"));
    }

    void pagesSwitchQuickly() {
        Fixture fixture;
        auto& pages = fixture.open().pages();
        for (int page = 0; page < 4; ++page) {
            pages.visit(page);
            pages.grab();
        }
        QElapsedTimer timer;
        qint64 slowest = 0;
        for (int page = 0; page < 4; ++page) {
            timer.restart();
            pages.visit(page);
            pages.grab();
            slowest = std::max(slowest, timer.elapsed());
        }
        qInfo("slowest warm page switch: %lld ms", slowest);
        QVERIFY2(slowest <= 200, qPrintable(QString::number(slowest)));
    }

    void pageIsRestored() {
        Fixture fixture;
        fixture.open().pages().visit(QStringLiteral("targets"));
        fixture.window.reset();
        QCOMPARE(fixture.open().pages().currentName(), QStringLiteral("targets"));
    }

    void panelsAndHistoryOfExploreAreRestored() {
        Fixture fixture;
        auto& pages = fixture.open().pages();
        pages.visit(QStringLiteral("explore"));
        auto* explore = static_cast<ExplorePage*>(pages.currentWidget());
        explore->showExpression(QStringLiteral("sum by (job) (up)"));
        explore->showExpression(QStringLiteral("node_load1 > 1"));
        const auto link = explore->link();
        QVERIFY(!fixture.settings().exploreLink().contains(QLatin1String("node_load1")));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.settings().exploreLink(), link, 5000);
        fixture.window.reset();
        fixture.open();
        explore = static_cast<ExplorePage*>(fixture.window->pages().currentWidget());
        QCOMPARE(explore->link(), link);
        QCOMPARE(explore->history(), (QStringList{"node_load1 > 1", "sum by (job) (up)"}));
    }

    void whatWasTypedLastIsSavedWhenTheWindowGoes() {
        Fixture fixture;
        auto& pages = fixture.open().pages();
        pages.visit(QStringLiteral("explore"));
        pages.currentWidget()->findChild<ExpressionEditor*>()->setExpression(QStringLiteral("half_writ"));
        fixture.window.reset();
        QVERIFY(fixture.settings().exploreLink().contains(QLatin1String("half_writ")));
    }

    void exploreCompletesWhatTheServerHas() {
        Fixture fixture;
        auto& pages = fixture.open().pages();
        pages.visit(QStringLiteral("explore"));
        auto* editor = pages.currentWidget()->findChild<ExpressionEditor*>();
        const auto offers = [editor](const QString& text, const QString& wanted) {
            editor->setExpression(text);
            editor->moveCursor(QTextCursor::End);
            editor->complete();
            const auto* list = editor->findChild<QAbstractItemView*>();
            for (int row = 0; editor->isCompleting() && row < list->model()->rowCount(); ++row) {
                if (list->model()->index(row, 0).data().toString().startsWith(wanted)) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(offers(QStringLiteral("node_l"), QStringLiteral("node_load1")));
        QTRY_VERIFY(offers(QStringLiteral("node_load1{"), QStringLiteral("job")));
        QTRY_VERIFY(offers(QStringLiteral("node_load1{job=\""), QStringLiteral("node")));
        QTRY_VERIFY(offers(QStringLiteral("histogram_q"), QStringLiteral("histogram_quantile")));
    }

    void languageChangesWhileRunning() {
        Fixture fixture;
        auto& actions = fixture.open().actions();
        actions[WindowActions::kLanguageEnglish]->trigger();
        const auto english = actions[WindowActions::kQuit]->text();
        actions[WindowActions::kLanguageJapanese]->trigger();
        QTRY_VERIFY(actions[WindowActions::kQuit]->text() != english);
        actions[WindowActions::kLanguageEnglish]->trigger();
        QTRY_COMPARE(actions[WindowActions::kQuit]->text(), english);
    }

    void themeIsForced() {
        Fixture fixture;
        auto& actions = fixture.open().actions();
        actions[WindowActions::kThemeDark]->trigger();
        QVERIFY(QApplication::palette().window().color().lightness() < 128);
        actions[WindowActions::kThemeLight]->trigger();
        QVERIFY(QApplication::palette().window().color().lightness() > 128);
        actions[WindowActions::kThemeSystem]->trigger();
    }

    void fieldsAreFramedInAColourThatIsSeenOnTheirGround() {
        Fixture fixture;
        auto& window = fixture.open();
        auto& actions = window.actions();
        auto* field = new QLineEdit(&window);
        const auto* other = new QLabel(&window);
        const auto frame = [field] { return field->palette().window().color(); };
        for (int again = 0; again < 2; ++again) {
            actions[WindowActions::kThemeDark]->trigger();
            QVERIFY(frame().lightness() > 2 * QApplication::palette().window().color().lightness());
            QTRY_COMPARE(other->palette().window().color(), QApplication::palette().window().color());
            actions[WindowActions::kThemeLight]->trigger();
            QTRY_COMPARE(frame(), QApplication::palette().window().color());
        }
        actions[WindowActions::kThemeSystem]->trigger();
        QTRY_COMPARE(field->palette(), QApplication::palette());
    }

    void closingAsksOnce() {
        Fixture fixture;
        auto& window = fixture.open();
        QSignalSpy quit(&window, &MainWindow::quitRequested);
        window.close();
        QVERIFY(window.isVisible());
        QVERIFY(!visibleMessages(window).isEmpty());
        window.close();
        QVERIFY(!window.isVisible());
        QCOMPARE(quit.size(), 0);
        QCOMPARE(fixture.settings().closeChoice(), CloseChoice::kKeepCollecting);
        window.comeForward();
        window.close();
        QVERIFY(!window.isVisible());
    }

    void rememberedQuitEndsAtOnce() {
        Fixture fixture;
        fixture.settings().setCloseChoice(CloseChoice::kQuit);
        auto& window = fixture.open();
        QSignalSpy quit(&window, &MainWindow::quitRequested);
        window.close();
        QCOMPARE(quit.size(), 1);
    }

    /// The application closes all windows before it quits, and stays where one of them refuses.
    void quittingDoesNotAsk() {
        Fixture fixture;
        auto& window = fixture.open();
        QSignalSpy quit(&window, &MainWindow::quitRequested);
        window.quit();
        QCOMPARE(quit.size(), 1);
        QVERIFY(window.close());
        QCOMPARE(quit.size(), 1);
        QVERIFY(visibleMessages(window).isEmpty());
    }

    void failedEngineIsNamed() {
        Fixture fixture;
        fixture.host.state = {Phase::kFailed, "/data is locked by process 4711"};
        QVERIFY(visibleMessages(fixture.open()).contains(QStringLiteral("process 4711")));
        QSignalSpy quit(fixture.window.get(), &MainWindow::quitRequested);
        fixture.window->close();
        QCOMPARE(quit.size(), 1);
    }

    void aServerOutOfReachIsNamedOnEveryPage() {
        struct Host final : tests::FakeHost {
            using FakeHost::FakeHost;
            Result<std::unique_ptr<datasource::DataSource>> remote(const std::string& /*url*/) override {
                auto away = std::make_unique<tests::FakeServer>();
                away->failing = true;
                return away;
            }
        };
        const QTemporaryDir folder;
        Host host(folder.path().toStdString());
        Settings(QString::fromStdString(host.settingsPath())).setConnection(QStringLiteral("http://nas:9090"));
        MainWindow window(host);
        window.show();
        QTRY_VERIFY2(visibleMessages(window).contains(QStringLiteral("nas:9090 does not answer: connection refused")),
                     qPrintable(visibleMessages(window)));
        window.actions()[WindowActions::kConnectLocal]->trigger();
        QTRY_VERIFY2(visibleMessages(window).isEmpty(), qPrintable(visibleMessages(window)));
    }

    void pagesAskAgainWhenTheEngineIsReady() {
        Fixture fixture;
        fixture.host.state = {Phase::kStarting, "reading the log"};
        fixture.host.server.failing = true;
        fixture.open().pages().visit(QStringLiteral("targets"));
        auto* tree = fixture.window->pages().currentWidget()->findChild<QTreeView*>();
        QTRY_VERIFY(fixture.host.server.calls.load() > 1);
        QVERIFY(!visibleMessages(*fixture.window).contains(QStringLiteral("refused")));
        fixture.host.server.failing = false;
        fixture.host.state = {Phase::kReady, {}};
        QTRY_COMPARE(tree->model()->rowCount(), 3);
    }

    void failingTargetsAreCountedBesideThePage() {
        Fixture fixture;
        const auto* sidebar = fixture.open().findChild<Sidebar*>();
        QTRY_VERIFY(sidebar->item(2)->data(Qt::AccessibleTextRole).toString().contains(QLatin1Char('2')));
    }

    void whatChangesElsewhereIsShownBeforeThePageAsksByItself() {
        Fixture fixture;
        fixture.open().pages().visit(QStringLiteral("silences"));
        const auto* list = fixture.window->pages().currentWidget()->findChild<QTreeView*>(QStringLiteral("silences"));
        QTRY_COMPARE(list->model()->rowCount(), 2);
        fixture.host.server.alertWorld.clearSilences();
        fixture.host.alertListeners.call();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 0, 3000);

        fixture.window->pages().visit(QStringLiteral("alerts"));
        auto* page = fixture.window->pages().currentWidget();
        const auto* alerts = page->findChild<QTreeView*>(QStringLiteral("list"));
        QTRY_VERIFY(alerts->model()->rowCount() > 0);
        fixture.host.server.alertWorld.quiet = true;
        fixture.host.alertListeners.call();
        QTRY_COMPARE_WITH_TIMEOUT(alerts->model()->rowCount(), 0, 3000);
    }

    void narrowWindowShowsIconsAlone() {
        Fixture fixture;
        auto& window = fixture.open();
        const auto* sidebar = window.findChild<Sidebar*>();
        window.resize(1200, 700);
        QVERIFY(!sidebar->isCompact());
        window.resize(900, 700);
        QVERIFY(sidebar->isCompact());
    }

    void hostileNamesStayText() {
        Fixture fixture;
        fixture.host.server.hostileText = "<h1>x</h1><img src=\"file:///etc/passwd\">";
        auto& window = fixture.open();
        for (int page = 0; page < 4; ++page) {
            window.pages().visit(page);
            const int calls = fixture.host.server.calls.load();
            QTRY_VERIFY(page == 1 || fixture.host.server.calls.load() >= calls);
            QTest::qWait(50);
            window.grab();
        }
        for (const auto* label : window.findChildren<QLabel*>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()),
                     qPrintable(label->text()));
        }
        for (const auto* widget : window.findChildren<QWidget*>()) {
            QVERIFY2(!widget->toolTip().contains(QLatin1String("<h1>")), qPrintable(widget->toolTip()));
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
