// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/expression_input.h"

namespace hearth::ui {

class ExpressionEditor;
class MetricCatalog;

/// Hearth's own expression editor as a panel wants it: as high as its text, up to a few lines.
/// Threads: confined to the GUI thread.
class EditorInput final : public ExpressionInput {
    Q_OBJECT

  public:
    /// `catalog` feeds the completion; must outlive this.
    EditorInput(MetricCatalog& catalog, QWidget* parent);

    QString text() const override;
    void setText(const QString& text) override;
    void markProblem(std::optional<SourceRange> range) override;
    ExpressionEditor& editor() { return *m_editor; }

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void retranslateUi();
    void fitHeight();

    ExpressionEditor* m_editor;
};

} // namespace hearth::ui
