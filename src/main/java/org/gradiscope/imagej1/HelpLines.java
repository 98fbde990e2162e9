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

package org.gradiscope.imagej1;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Panel;
import java.awt.SystemColor;
import java.awt.TextArea;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;

/** Explains the field under the mouse or with the cursor, or says what is wrong with the values. */
final class HelpLines extends Panel {

	private static final long serialVersionUID = 1;

	private static final int ROWS = 4;
	private static final int COLUMNS = 52;

	private final TextArea lines = new TextArea("", ROWS, COLUMNS, TextArea.SCROLLBARS_NONE);
	private String problem = "";

	HelpLines() {
		super(new BorderLayout());
		lines.setEditable(false);
		lines.setFocusable(false);
		lines.setBackground(SystemColor.control);
		add(lines);
	}

	/** Explains a field from now on. */
	void explain(final Component field, final String description) {
		field.addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent e) {
				show(description);
			}
		});
		field.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseEntered(final MouseEvent e) {
				show(description);
			}
		});
	}

	/** Stays until it is mended. @param text empty if all is well */
	void problem(final String text) {
		if (text.isEmpty() && problem.isEmpty()) return;
		problem = text;
		show("");
	}

	private void show(final String description) {
		lines.setForeground(problem.isEmpty() ? SystemColor.controlText : Color.RED.darker());
		lines.setText(problem.isEmpty() ? description : problem);
	}
}
