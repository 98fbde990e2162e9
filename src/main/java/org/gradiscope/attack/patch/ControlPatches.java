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

package org.gradiscope.attack.patch;

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Patches of the same shape that were not learnt: what fools as they do, does so by hiding things. */
public final class ControlPatches {

	private ControlPatches() {}

	/** Every value at random, all levels of the range alike. */
	public static Patch noise(final Patch like, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor values = like.pixels().values().copy();
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = (float) (like.range().min() + random.nextDouble() * like.range().extent());
		return like.with(values);
	}

	/**
	 * The middle of an image.
	 *
	 * @param image {@code [1, h, w, c]}, of the patch's channels and at least of its size
	 */
	public static Patch tile(final Patch like, final Pixels image) {
		OptionChecks.require(
			image.channels() == like.channels() && image.height() >= like.height() &&
				image.width() >= like.width(),
			"an image of at least " + like.pixels().shape(), image.shape());
		final int top = (image.height() - like.height()) / 2;
		final int left = (image.width() - like.width()) / 2;
		final Tensor values = like.pixels().values().copy();
		final int row = like.width() * like.channels();
		for (int y = 0; y < like.height(); y++)
			System.arraycopy(image.values().data(), ((top + y) * image.width() + left) * like.channels(),
				values.data(), y * row, row);
		return like.with(values);
	}
}
