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

package org.gradiscope.attribution.exemplar;

import org.gradiscope.options.OptionRecords;

/**
 * How many places are kept, and how far from one another.
 *
 * @param count of each unit, 1..100; Zeiler &amp; Fergus show 9
 * @param onePerImage whether an image gives its strongest place only
 * @param apart how many pixels lie at least between two places of an image, across or down; -1 for as many
 *          as the receptive field is wide, so that no pixel is in two patches
 * @param side of the patches, in pixels; -1 for that of the receptive field
 */
public record ExemplarOptions(int count, boolean onePerImage, double apart, double side) {

	/** For {@link #apart} and {@link #side}: that of the receptive field. */
	public static final double RECEPTIVE_FIELD = -1;
	private static final int MOST = 100;

	/** @throws IllegalArgumentException if a value is out of its bounds */
	public ExemplarOptions {
		OptionRecords.require("Top patches need", count >= 1 && count <= MOST,
			"1 to " + MOST + " places", count);
		OptionRecords.require("Top patches need",
			apart == RECEPTIVE_FIELD || apart >= 0 && apart <= Integer.MAX_VALUE,
			"a distance of 0 pixels or more", apart);
		OptionRecords.require("Top patches need",
			side == RECEPTIVE_FIELD || side >= 1 && side <= Integer.MAX_VALUE,
			"a side of 1 pixel or more", side);
	}

	/** The nine strongest, one of an image. */
	public static ExemplarOptions standard() {
		return new ExemplarOptions(9, true, RECEPTIVE_FIELD, RECEPTIVE_FIELD);
	}

	public ExemplarOptions withCount(final int other) {
		return OptionRecords.with(this, "count", other);
	}

	public ExemplarOptions withOnePerImage(final boolean other) {
		return OptionRecords.with(this, "onePerImage", other);
	}

	public ExemplarOptions withApart(final double other) {
		return OptionRecords.with(this, "apart", other);
	}

	public ExemplarOptions withSide(final double other) {
		return OptionRecords.with(this, "side", other);
	}
}
