// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>
#include <vector>

#include "data/metric_catalog.h"

class QGridLayout;
class QLabel;

namespace hearth::ui {

/// An example to click: what it asks, and the expression below it.
/// Threads: confined to the GUI thread.
class ExampleButton : public QAbstractButton {
    Q_OBJECT

  public:
    ExampleButton(const QString& title, const QString& expression, QWidget* parent);

    const QString& expression() const { return m_expression; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    QFont expressionFont() const;

    QString m_title;
    QString m_expression;
};

/// What a panel shows in place of an answer: examples made of what the server has, or why there is no answer.
/// Threads: confined to the GUI thread.
class StartView : public QWidget {
    Q_OBJECT

  public:
    explicit StartView(QWidget* parent = nullptr);

    /// What the page is for and where to begin.
    void showExamples(const MetricCatalog::MetricList& metrics);
    /// Plain texts; the examples go.
    void showText(const QString& title, const QString& text);
    std::vector<ExampleButton*> examples() const;

  signals:
    void exampleChosen(const QString& expression);

  private:
    void clearExamples();

    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QGridLayout* m_examples = nullptr;
};

} // namespace hearth::ui
