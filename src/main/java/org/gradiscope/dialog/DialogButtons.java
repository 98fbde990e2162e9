/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.event.KeyEvent;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;

/** The buttons at the foot of a dialog. */
final class DialogButtons extends JPanel {

	private static final long serialVersionUID = 1;

	private static final int GAP = 6;

	private final JButton ok = new JButton("OK");
	private final transient Runnable cancel;

	DialogButtons(final Runnable accept, final Runnable cancel, final Runnable reset,
		final Runnable help) {
		super(new BorderLayout());
		this.cancel = cancel;
		ok.addActionListener(event -> accept.run());
		final JPanel left = new JPanel(new FlowLayout(FlowLayout.LEFT, GAP, 0));
		left.add(button("Reset", reset));
		left.add(button("Help", help));
		final JPanel right = new JPanel(new FlowLayout(FlowLayout.RIGHT, GAP, 0));
		right.add(button("Cancel", cancel));
		right.add(ok);
		add(left, BorderLayout.WEST);
		add(right, BorderLayout.EAST);
	}

	private static JButton button(final String label, final Runnable task) {
		final JButton button = new JButton(label);
		button.addActionListener(event -> task.run());
		return button;
	}

	/** The return key accepts, the escape key cancels. */
	void bind(final JRootPane pane) {
		pane.setDefaultButton(ok);
		pane.registerKeyboardAction(event -> cancel.run(),
			KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
	}

	/** Whether there is anything to accept. */
	void allow(final boolean isFine) {
		ok.setEnabled(isFine);
	}
}
