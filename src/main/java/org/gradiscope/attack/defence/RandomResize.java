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

package org.gradiscope.attack.defence;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Transformed;

/**
 * The image at a random smaller size, at a random place on mid grey (Xie et al. 2018, "Mitigating
 * Adversarial Effects Through Randomization"). As there, the sizes are down to nine tenths of the largest and
 * pixels are those nearest; but the largest is the image's own, so that any network takes what comes out,
 * where the paper has the network see more pixels than the image has. The gradient of a draw is exact.
 */
public record RandomResize() implements Defence {

	private static final double LEAST = 0.9;

	@Override
	public boolean isRandom() {
		return true;
	}

	@Override
	public Transformed pass(final Pixels image, final SplittableRandom random) {
		final int height = image.height();
		final int width = image.width();
		final int rows = random.nextInt(least(height), height + 1);
		final int columns = Math.max(1, (int) Math.round((double) width * rows / height));
		final int top = random.nextInt(height - rows + 1);
		final int left = random.nextInt(width - columns + 1);
		final int[] sources = new int[image.values().size()];
		Arrays.fill(sources, -1);
		final int row = width * image.channels();
		for (int plane = 0; plane < sources.length; plane += height * row)
			for (int y = 0; y < rows; y++)
				for (int x = 0; x < columns; x++)
					for (int c = 0; c < image.channels(); c++)
						sources[plane + (top + y) * row + (left + x) * image.channels() + c] =
							plane + y * height / rows * row + x * width / columns * image.channels() + c;
		return Transformed.picked(image.values(), sources,
			image.range().min() + image.range().extent() / 2);
	}

	private static int least(final int side) {
		return Math.max(1, (int) Math.floor(LEAST * side));
	}

	@Override
	public String toString() {
		return "resize";
	}
}
