// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <optional>

#include "alerts/alert_questions.h"
#include "data/background.h"
#include "models/alert_text.h"

class QAction;
class QLabel;
class QToolButton;
class QTreeWidget;
class QVBoxLayout;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class PlotView;
class ShapeLabel;
class TraceView;

/// All about one alert: why it is in its state, its value around the start, labels, annotations, its way to people and
/// what it did before. Asks for what the snapshot does not have.
/// Threads: confined to the GUI thread.
class AlertDetail : public QScrollArea {
    Q_OBJECT

  public:
    /// `source` must outlive it. The actions are shown as buttons under the name, the first two in a row of their own;
    /// the caller owns them.
    AlertDetail(AsyncSource& source, const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// Copies what it shows. Showing the same alert again keeps the scroll position and asks anew only where its state
    /// is another one.
    void showAlert(const AlertRow& row, const AlertSnapshotPtr& snapshot);
    /// One that is over.
    void showPast(const AlertLife& life);
    void clear();
    /// Asks again for the trace and the past, and for the values as long as new ones belong into the chart.
    void reload();
    void setUtc(bool utc);
    bool isShown() const { return !m_row.key.isEmpty(); }
    /// Of the alert on show; empty where neither rule nor server said it yet.
    const QString& expression() const { return m_expression; }
    const QString& alertName() const { return m_row.name; }

  signals:
    void linkFollowed(const hearth::ui::LinkedText& link);
    /// The rule's expression has become known.
    void expressionKnown();

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum Section : std::uint8_t { kChart, kExpression, kLabels, kAnnotations, kTrace, kEarlier, kSectionCount };

    void buildUi(const QList<QAction*>& actions);
    void buildHead(QVBoxLayout& column, const QList<QAction*>& actions);
    QVBoxLayout* addSection(QVBoxLayout& column, Section section);
    void retranslateUi();
    void begin(const AlertRow& row);
    void render();
    void renderLabels();
    void renderAnnotations();
    void askStory();
    void askChart();
    void takeStory(Result<AlertStory> story);
    void takeChart(Result<AlertChart> chart);
    void renderStory();
    QString earlierText() const;
    model::TimeRange chartRange() const;

    AsyncSource& m_source;
    Background m_painters;
    AlertRow m_row;
    AlertSnapshotPtr m_snapshot;
    std::optional<model::TimestampMs> m_resolvedAt; ///< Set: it is over.
    bool m_sinceKnown = true;                       ///< Of one that is over.
    QString m_expression;
    std::optional<AlertStory> m_story;
    LinkedText m_reason;
    bool m_utc = false;

    ShapeLabel* m_shape = nullptr;
    ElidedLabel* m_name = nullptr;
    ElidedLabel* m_word = nullptr;
    QLabel* m_reasonText = nullptr;
    QToolButton* m_reasonLink = nullptr;
    std::array<ElidedLabel*, kSectionCount> m_titles{};
    PlotView* m_plot = nullptr;
    QLabel* m_chartNote = nullptr;
    QLabel* m_expressionText = nullptr;
    QTreeWidget* m_labels = nullptr;
    QLabel* m_annotations = nullptr;
    TraceView* m_trace = nullptr;
    QLabel* m_traceNote = nullptr;
    QLabel* m_earlier = nullptr;
};

} // namespace hearth::ui
