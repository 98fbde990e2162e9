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

package org.gradiscope.parameterization;

import java.util.stream.IntStream;

import org.jtransforms.dht.FloatDHT_1D;

/**
 * The discrete Hartley transform of images, along its rows and along its columns:
 *
 * <pre>
 * H(z)_yx = sum_kl z_kl cas(2 pi k y / h) cas(2 pi l x / w) / sqrt(h w),   cas t = cos t + sin t
 * </pre>
 *
 * It is real, orthonormal, and its own inverse and adjoint. Position {@code (k, l)} holds waves of the
 * frequencies {@code (+-k, +-l)} only, which all have the same length.
 */
final class Hartley {

	/** Blocks of this side are turned while they are in the processor's cache. */
	private static final int BLOCK = 32;

	private final int height;
	private final int width;
	private final FloatDHT_1D rows;
	private final FloatDHT_1D columns;
	private final float norm;

	Hartley(final int height, final int width) {
		this.height = height;
		this.width = width;
		rows = new FloatDHT_1D(width);
		columns = new FloatDHT_1D(height);
		norm = (float) (1 / Math.sqrt((double) height * width));
	}

	/** The transforms of planes {@code [n, h, w]}, which are used as room to work in. */
	float[] of(final float[] planes) {
		final float[] turned = new float[planes.length];
		along(rows, planes, width);
		turn(planes, turned, height, width, 1);
		along(columns, turned, height);
		turn(turned, planes, width, height, norm);
		return planes;
	}

	private static void along(final FloatDHT_1D transform, final float[] lines, final int length) {
		IntStream.range(0, lines.length / length).parallel().forEach(line -> transform.forward(lines,
			line * length));
	}

	/** Swaps rows and columns of each plane {@code [h, w]}, and multiplies by a factor. */
	private static void turn(final float[] from, final float[] to, final int h, final int w,
		final float factor) {
		final int bands = (h + BLOCK - 1) / BLOCK;
		IntStream.range(0, from.length / (h * w) * bands).parallel().forEach(band -> {
			final int plane = band / bands * h * w;
			final int top = band % bands * BLOCK;
			for (int left = 0; left < w; left += BLOCK)
				for (int x = left; x < Math.min(w, left + BLOCK); x++)
					for (int y = top; y < Math.min(h, top + BLOCK); y++)
						to[plane + x * h + y] = factor * from[plane + y * w + x];
		});
	}
}
