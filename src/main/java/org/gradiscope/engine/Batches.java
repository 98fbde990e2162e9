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
package org.gradiscope.engine;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** How many copies of an image go through a network together. */
public final class Batches {

	/**
	 * On one processor: five of 224x224. With more, activations, some hundred times the memory of the
	 * images, leave its caches, and each image takes longer.
	 */
	private static final int PIXELS = 1 << 18;
	/** On all processors: what activations take of the memory stays within some gigabytes. */
	private static final int ALL_PIXELS = 1 << 20;
	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
	/** More gain nothing on a processor. */
	private static final int MOST = Math.max(10, PROCESSORS);

	private Batches() {}

	/**
	 * At least one, at most {@code wanted}: as many for each processor, or where the images are few or
	 * large, what one processor would take.
	 */
	public static int size(final Pixels image, final int wanted) {
		final int pixels = image.positions();
		final int most = Math.min(wanted, MOST);
		final int shared =
			Math.min(most, Math.min(PIXELS * PROCESSORS, ALL_PIXELS) / pixels) / PROCESSORS * PROCESSORS;
		return Math.max(shared, Math.max(1, Math.min(most, PIXELS / pixels)));
	}

	/** Room for {@code count} changed copies of an image. */
	public static Tensor empty(final Pixels image, final int count) {
		return Tensor.zeros(image.shape().with(0, count));
	}

	/** A source for each copy, the same ones however many go through together. */
	public static SplittableRandom[] split(final SplittableRandom random, final int count) {
		final SplittableRandom[] sources = new SplittableRandom[count];
		for (int n = 0; n < count; n++)
			sources[n] = random.split();
		return sources;
	}
}
