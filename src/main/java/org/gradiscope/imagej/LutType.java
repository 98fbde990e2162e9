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

package org.gradiscope.imagej;

import java.awt.image.IndexColorModel;

/** What a colour table (LUT) makes of grey levels on the screen. */
enum LutType {

	/** From black to white, level by level. */
	GREY,

	/** From white to black. */
	INVERTED,

	/** Greys in another order, such as those of a palette or of a gamma curve. */
	GREYS,

	/** At least one colour. */
	COLOURS;

	private static final int LEVELS = 256;

	/** @param table with or without all of 256 entries */
	static LutType of(final IndexColorModel table) {
		boolean grey = true;
		boolean ascending = table.getMapSize() == LEVELS;
		boolean descending = ascending;
		for (int i = 0; i < table.getMapSize(); i++) {
			final int red = table.getRed(i);
			grey &= red == table.getGreen(i) && red == table.getBlue(i);
			ascending &= red == i;
			descending &= red == LEVELS - 1 - i;
		}
		if (!grey) return COLOURS;
		return ascending ? GREY : descending ? INVERTED : GREYS;
	}

	/** What all of a composite's channels have in common. */
	LutType and(final LutType other) {
		if (this == other) return this;
		return this == COLOURS || other == COLOURS ? COLOURS : GREYS;
	}
}
