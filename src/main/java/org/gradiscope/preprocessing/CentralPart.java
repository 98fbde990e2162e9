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

package org.gradiscope.preprocessing;

import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** The central part of large pictures, which tells as much as the whole and takes less time. */
public final class CentralPart {

	/** In pixels. */
	public static final int SIDE = 512;

	private CentralPart() {}

	/** Whether pictures that a network takes at their own size are larger. */
	public static boolean isSmaller(final Pixels picture, final InputSize size) {
		return !size.fixed() && !size.series() && !size.isVolume() &&
			Math.max(picture.height(), picture.width()) > SIDE;
	}

	/** Of one picture. */
	public static Pixels of(final Pixels picture, final InputSize size) {
		if (!isSmaller(picture, size)) return picture;
		final int height = Math.min(SIDE, picture.height());
		final int width = Math.min(SIDE, picture.width());
		final int channels = picture.channels();
		final int top = (picture.height() - height) / 2;
		final int left = (picture.width() - width) / 2;
		final float[] all = picture.values().data();
		final float[] part = new float[height * width * channels];
		for (int y = 0; y < height; y++) {
			System.arraycopy(all, ((top + y) * picture.width() + left) * channels, part,
				y * width * channels, width * channels);
		}
		return picture.with(Tensor.of(Shape.of(1, height, width, channels), part));
	}
}
