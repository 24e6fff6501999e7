// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTimer>

#include "alerts/alert_questions.h"
#include "datasource/alertmanager_types.h"
#include "models/alert_filter.h"
#include "models/alert_text.h"
#include "widgets/page.h"

class QAction;
class QBoxLayout;
class QComboBox;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace hearth::ui {

class AlertDetail;
class AlertsModel;
class AsyncSource;
class ElidedLabel;
class EmptyState;
class FilterField;
class HistoryModel;
class MessageBar;
class StateChips;
class TimelineModel;
class TimelineView;
class WeekStrip;

/// Alerts by group, on a time line, and in history.
/// Threads: confined to the GUI thread.
class AlertsPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit AlertsPage(AsyncSource& source, QWidget* parent = nullptr);
    ~AlertsPage() override;

    void refresh() override;
    void focusFind() override;
    void setUtc(bool utc) override;
    /// Selects the alert and opens its detail, once it is there.
    void showAlert(const QString& fingerprint);
    QString filterText() const;
    void setFilterText(const QString& text);
    /// Who acknowledges; empty for the user's name.
    void setCreator(const QString& creator);

  signals:
    void exploreRequested(const QString& expression);
    /// Someone wants to silence what matches; the silence is not stored yet, and its author is left to the form.
    void silenceRequested(const hearth::datasource::Silence& draft);
    void silenceShown(const QString& id);
    void ruleRequested(const QString& name);
    /// Where `what` is changed: `routes`, `receivers` or `time-intervals`.
    void settingsRequested(const QString& what);
    void filterTextChanged(const QString& text);
    void helpRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum View : std::uint8_t { kList, kTimeline, kHistory };

    void buildUi();
    QWidget* buildHead();
    QWidget* buildViews();
    void buildList();
    void buildHistory();
    void buildEmpty();
    void buildActions();
    void connectSignals();
    void connectViews();
    void connectActs();
    void retranslateUi();
    void retranslateActions();

    void startOver();
    void ask();
    void take(Result<AlertSnapshotPtr> snapshot);
    void showSnapshot();
    void scheduleAges();
    void applyFilter();
    void filterView();
    void showTabs();
    void showEmpty();
    QString quietText() const;
    void chooseView(int view);
    View view() const;

    // The past: what each view shows of it.
    void askPast();
    void askTimeline();
    void askHistory();
    void askTraces();
    void askWeek();
    void takeHistory(AlertPastPtr past);
    void showPastNote(const AlertPast& past);

    // What is selected.
    QTreeView* currentTree() const;
    std::vector<AlertRow> selectedAlerts() const;
    void showDetail();
    void select(const QString& key);
    void keepView();
    void restoreView();
    void restoreSelection();
    void enableActs();

    // What can be done.
    void silenceSelected();
    void acknowledgeSelected();
    void acknowledged(Result<std::vector<std::string>> ids);
    void undoAcknowledgement();
    void exploreCurrent();
    void showRule();
    void copyLabels();
    void follow(const LinkedText& link);

    AsyncSource& m_source;
    QTimer m_askTimer;
    QTimer m_ageTimer;
    QTimer m_undoTimer;
    AlertSnapshotPtr m_snapshot;
    bool m_loaded = false;
    bool m_utc = false;
    bool m_hasTraces = true;
    QSet<QString> m_collapsed; ///< Groups that the person has closed.
    AlertFilter m_parsed;
    QString m_currentKey;
    QStringList m_selectedKeys;     ///< While the model is reset.
    int m_scroll = 0;               ///< Likewise.
    std::optional<int> m_currentAt; ///< Likewise: where the current row stood, unless it was out of sight.
    QString m_wantedKey;            ///< To be shown once it is there.
    std::size_t m_historyLimit = 0;
    model::TimestampMs m_pastAskedAt = 0;
    model::TimestampMs m_weekAskedAt = 0;
    model::TimestampMs m_storyAskedAt = 0;
    bool m_weekKnown = false;
    std::optional<model::TimestampMs> m_quietSince; ///< Unset: nothing fired in the week.
    QString m_creator;
    std::vector<std::string> m_undoIds; ///< Of the silences that an undo ends.

    AlertsModel* m_model = nullptr;
    TimelineModel* m_timelineModel = nullptr;
    HistoryModel* m_historyModel = nullptr;
    FilterField* m_filter = nullptr;
    StateChips* m_chips = nullptr;
    QTabBar* m_tabs = nullptr;
    QBoxLayout* m_second = nullptr; ///< Views and chips: beside each other where there is room.
    QComboBox* m_range = nullptr;
    ElidedLabel* m_counts = nullptr;
    MessageBar* m_message = nullptr; ///< What went wrong.
    MessageBar* m_missing = nullptr; ///< What the server cannot say.
    MessageBar* m_actBar = nullptr;  ///< What the person did, and how it is undone.
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_views = nullptr;
    QStackedWidget* m_listStack = nullptr;
    QTreeView* m_tree = nullptr;
    TimelineView* m_timeline = nullptr;
    QTreeView* m_history = nullptr;
    ElidedLabel* m_pastNote = nullptr;
    QPushButton* m_older = nullptr;
    EmptyState* m_empty = nullptr;
    WeekStrip* m_week = nullptr;
    ElidedLabel* m_weekText = nullptr;
    AlertDetail* m_detail = nullptr;
    QAction* m_silence = nullptr;
    QAction* m_acknowledge = nullptr;
    QAction* m_explore = nullptr;
    QAction* m_rule = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_undo = nullptr;
};

} // namespace hearth::ui
