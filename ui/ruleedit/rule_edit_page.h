// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <memory>
#include <optional>

#include "base/error.h"
#include "data/background.h"
#include "datasource/backtest.h"
#include "datasource/rule_editing.h"
#include "ruleedit/firing_route.h"
#include "ruleedit/rule_state.h"
#include "widgets/page.h"

class QAction;
class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace hearth::datasource {
class DesktopHost;
}

namespace hearth::ui {

class AsyncSource;
class BacktestPane;
class BacktestRun;
class DifferenceView;
class ElidedLabel;
class FindingList;
class MessageBar;
class MetricCatalog;
class RuleForm;
class RuleOutput;

/// Makes an alerting rule, or changes one, beside what it would have done in the past. What is not saved stays: the
/// owner keeps state() wherever it likes.
/// Threads: confined to the GUI thread.
class RuleEditPage : public Page {
    Q_OBJECT

  public:
    static constexpr int kLintDelayMs = 100;
    static constexpr int kFetchDelayMs = 400;
    static constexpr int kUndoMs = 10'000;
    /// Names of questions.
    static inline const QString kPlaceSlot = QStringLiteral("place");

    /// All must outlive the page.
    RuleEditPage(datasource::DesktopHost& host, AsyncSource& source, MetricCatalog& catalog, QWidget* parent = nullptr);
    ~RuleEditPage() override;

    /// A new rule. What was written and not saved can be brought back.
    void create(const QString& expression = {});
    void edit(const EditedRule& rule);
    /// Whether rules can be saved here; if not, why: they can be copied.
    void setSavable(bool savable, const QString& reason);

    /// What is written, for settings; empty where nothing is.
    QString state() const;
    /// Brings it back; text that is none is ignored.
    void restore(const QString& state);
    bool isModified() const;

    void refresh() override;
    void focusFind() override;
    void setUtc(bool utc) override;

    RuleForm& form() { return *m_form; }
    BacktestPane& pane() { return *m_pane; }
    BacktestRun& run() { return *m_run; }
    RuleOutput& output() { return *m_output; }
    FindingList& findings() { return *m_findings; }
    MessageBar& bar() { return *m_bar; }
    QPushButton& saveButton() { return *m_save; }
    QPushButton& deleteButton() { return *m_delete; }
    /// Writes the unit test to `path`; the button asks for one first.
    void saveUnitTest(const QString& path);

  signals:
    /// state() says something new.
    void stateChanged();
    /// A rule was saved or deleted.
    void rulesChanged();
    /// The person goes back to the rules.
    void closed();
    void helpRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    /// What is to become of a file.
    struct Pending {
        datasource::RuleChange change;
        bool removes = false;
        EditedRule rule;
    };
    struct GroupAnswer;
    using PlanPtr = std::shared_ptr<const datasource::NotificationPlan>;

    void buildUi();
    QWidget* buildHead();
    QWidget* buildDifference();
    void buildActions();
    void connectSignals();
    void retranslateUi();
    void showTitle();
    void arrange();

    void load(const EditedRule& rule);
    EditedRule current() const;
    void edited();
    void thresholdMoved(double value);
    void lint();
    void takeFindings(std::vector<datasource::RuleFinding> findings);
    QString obstacle() const;
    std::string pastKey(const datasource::RuleDraft& rule) const;
    void updatePast(bool anew);
    void fetchPast();
    void showExtent();
    void showAlert();
    void suggest();
    void askForUnitTest();

    void save();
    void remove();
    void copyYaml();
    void prepare(bool removes);
    void takeChange(Pending pending);
    void askFirst(Pending pending);
    void write(Pending pending);
    void written(const Pending& pending);
    void askGroup();
    void takeGroup(const GroupAnswer& answer);
    void showGroupLabels();
    datasource::TextMap withGroupLabels(datasource::TextMap labels) const;
    void locate(const std::string& file);
    void askPlan();
    void showRoute();
    void undo();
    void bringBack();
    void setBusy(bool busy);
    void updateButtons();
    void tellError(const Error& error);

    datasource::DesktopHost& m_host;
    AsyncSource& m_source;
    MetricCatalog& m_catalog;
    QTimer m_lintTimer;
    QTimer m_fetchTimer;
    QTimer m_undoTimer;
    EditedRule m_original;
    std::optional<EditedRule> m_aside;     ///< Not saved when another was opened.
    std::optional<Pending> m_pending;      ///< Shown, to be agreed to.
    std::optional<Pending> m_undo;         ///< The way back.
    std::string m_pastKey;                 ///< Of what was last fetched.
    datasource::TextMap m_groupLabels;     ///< That the group gives the rule; not in the rule itself.
    bool m_isGroupKnown = false;           ///< Or cannot be known: what the form has may be saved.
    std::optional<bool> m_waiting;         ///< For the group: saving, or deleting where true.
    std::optional<Result<PlanPtr>> m_plan; ///< Unset while it is asked for.
    std::optional<datasource::BacktestAlert> m_shownAlert;
    FiringRoute::Basis m_basis = FiringRoute::Basis::kRule;
    QString m_notSavable; ///< Why; empty: it can be.
    bool m_savable = true;
    bool m_busy = false;

    ElidedLabel* m_title = nullptr;
    ElidedLabel* m_where = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_delete = nullptr;
    QToolButton* m_help = nullptr;
    MessageBar* m_bar = nullptr;
    QAction* m_undoAction = nullptr;
    QAction* m_bringBackAction = nullptr;
    QAction* m_copyAction = nullptr;
    QWidget* m_differenceBox = nullptr;
    QLabel* m_differenceTitle = nullptr;
    DifferenceView* m_difference = nullptr;
    QPushButton* m_agree = nullptr;
    QPushButton* m_disagree = nullptr;
    QScrollArea* m_scroll = nullptr;
    RuleForm* m_form = nullptr;
    FindingList* m_findings = nullptr;
    BacktestRun* m_run = nullptr;
    BacktestPane* m_pane = nullptr;
    QWidget* m_texts = nullptr;
    QLabel* m_labelsName = nullptr;
    QLabel* m_groupLabelsNote = nullptr;
    QLabel* m_annotationsName = nullptr;
    RuleOutput* m_output = nullptr;
    QBoxLayout* m_lower = nullptr;
    /// The last member: its threads end before anything that they work for goes.
    Background m_workers;
};

} // namespace hearth::ui
