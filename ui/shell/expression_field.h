// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/expression_input.h"

class QLabel;

namespace hearth::ui {

class CompletionSource;
class ExpressionEditor;

/// The expression editor as Explore's panels use it: grows with its lines, and says below what is wrong.
/// Threads: confined to the GUI thread.
class ExpressionField : public ExpressionInput {
    Q_OBJECT

  public:
    /// Lines that are shown before the editor scrolls.
    static constexpr int kMaxLines = 8;

    /// `source` must outlive the field.
    explicit ExpressionField(CompletionSource& source, QWidget* parent = nullptr);

    QString text() const override;
    void setText(const QString& text) override;
    void markProblem(std::optional<SourceRange> range) override;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    void fitHeight();
    void showProblem();

    ExpressionEditor* m_editor = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace hearth::ui
