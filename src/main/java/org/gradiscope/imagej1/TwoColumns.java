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

import java.awt.Checkbox;
import java.awt.Component;
import java.awt.Container;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;

/**
 * Puts the lower part of a long dialog's fields beside the upper one: ImageJ's dialogs do not scroll,
 * and small screens are wider than they are high. The order of the fields, which the tab key and
 * ImageJ's own lists of them go by, stays.
 */
final class TwoColumns {

	/** In pixels. */
	private static final int GAP = 20;
	/** The places of a column: the label's and the field's. */
	private static final int PLACES = 2;

	private final GridBagLayout layout;
	private final int first;
	private final int rows;

	private TwoColumns(final GridBagLayout layout, final int first, final int rows) {
		this.layout = layout;
		this.first = first;
		this.rows = rows;
	}

	/**
	 * Done again, it changes nothing.
	 *
	 * @param dialog with one field a row, in {@code GenericDialog}'s way
	 * @param field the topmost one, or its label
	 * @param rows how many there are
	 */
	static void arrange(final Container dialog, final Component field, final int rows) {
		final GridBagLayout layout = (GridBagLayout) dialog.getLayout();
		for (final Component part : dialog.getComponents())
			if (layout.getConstraints(part).gridx >= PLACES) return;
		final TwoColumns columns = new TwoColumns(layout, layout.getConstraints(field).gridy, rows);
		for (final Component part : dialog.getComponents())
			columns.place(part);
	}

	private void place(final Component part) {
		final GridBagConstraints place = layout.getConstraints(part);
		final int row = place.gridy - first;
		if (row >= 0 && row < rows) placeField(part, place, row);
		else place.gridwidth = 2 * PLACES;
		// The help lines' and the description's; the buttons stay at the right.
		if (place.gridwidth > PLACES && place.anchor != GridBagConstraints.EAST)
			place.fill = GridBagConstraints.HORIZONTAL;
		layout.setConstraints(part, place);
	}

	private void placeField(final Component part, final GridBagConstraints place, final int row) {
		// ImageJ lets some fields reach over what is beside them.
		place.gridwidth = 1;
		if (place.gridx == GridBagConstraints.RELATIVE) place.gridx = 1;
		if (part instanceof Checkbox) {
			place.gridx = 1;
			place.insets.set(0, 0, 0, 0);
		}
		final int left = rows / 2;
		if (row < left) return;
		if (place.gridx == 0) place.insets.left += GAP;
		place.gridx += PLACES;
		place.gridy -= left;
	}
}
