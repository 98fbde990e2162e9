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

import java.util.List;
import java.util.Optional;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * What a place of an image looks like, and which of its pixels make the value.
 *
 * @param unit of the evidence, from 0
 * @param rank from 1, the strongest
 * @param place where it is
 * @param x the middle of what the place sees, in pixels
 * @param y the middle of what the place sees, in pixels
 * @param bounds of the patch in the image
 * @param pixels the patch, {@code [1, h, w, c]}, shrunk to {@value #SIDE} pixels a side if it is larger
 * @param projection how the value changes with these pixels, in the shape of the patch; null if that was not
 *          asked for
 */
public record ExemplarPatch(int unit, int rank, Exemplar place, double x, double y,
	PatchBounds bounds, Pixels pixels, Tensor projection) {

	/** Where all of an image is seen, patches are as large as that; nobody looks at so many pixels. */
	static final int SIDE = 256;

	/** How many were moved into their image, in a sentence; none if none was. */
	public static Optional<String> moved(final List<ExemplarPatch> patches) {
		final long moved = patches.stream().filter(patch -> patch.bounds().moved()).count();
		return moved == 0 ? Optional.empty()
			: Optional
				.of(moved + " of " + patches.size() + " patches reach out of their images, so these " +
					"were moved in, or are as large as the image ('moved' in the table).");
	}

	/** How many have a projection of zeros, in a sentence; none if none has. */
	public static Optional<String> empty(final List<ExemplarPatch> patches) {
		final long empty = patches.stream().filter(patch -> patch.projection() != null)
			.filter(ExemplarPatch::isZero).count();
		return empty == 0 ? Optional.empty()
			: Optional.of("The projections of " + empty + " of " + patches.size() +
				" patches are zero: a " +
				"ReLU passes nothing back, as where its value is the largest that it lets through; take " +
				"the deconvnet, or the layer before it.");
	}

	private static boolean isZero(final ExemplarPatch patch) {
		for (final float value : patch.projection().data())
			if (value != 0) return false;
		return true;
	}

	/** A part of something that lies on an image, {@code [1, h, w, c]}. */
	static Tensor cut(final Tensor whole, final PatchBounds bounds) {
		final Tensor part = bounds.of(whole);
		final double factor = (double) SIDE / Math.max(bounds.width(), bounds.height());
		return factor >= 1 ? part
			: Resize.to(part, shrunk(bounds.height(), factor), shrunk(bounds.width(), factor));
	}

	private static int shrunk(final int side, final double factor) {
		return (int) Math.max(1, Math.round(side * factor));
	}
}
