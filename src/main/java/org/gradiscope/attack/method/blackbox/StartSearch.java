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

package org.gradiscope.attack.method.blackbox;

import java.util.SplittableRandom;

import org.gradiscope.engine.Batches;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Looks for an image that fools, however far from the original: one that is given, or uniform noise, of
 * single pixels first and then of larger and larger blocks, or else blends of the original with noise.
 */
final class StartSearch {

	private static final int TRIES = 10;
	/** So many of each size of blocks. */
	private static final int COARSE_TRIES = 3;
	/** So many blends with each noise, of equal steps. */
	private static final int BLENDS = 9;

	private final Decisions decisions;
	private final SplittableRandom random;

	StartSearch(final Decisions decisions, final SplittableRandom random) {
		this.decisions = decisions;
		this.random = random;
	}

	/** @return {@code [1, h, w, c]}; null if there is none, and why is noted then */
	Tensor from(final StartImage given) {
		if (given.isGiven()) return given(given);
		for (int i = 0; i < TRIES && decisions.left() > 0; i++) {
			final Tensor noise = noise(1);
			if (decisions.isFooled(noise)) return noise;
		}
		final int side = Math.max(decisions.image().height(), decisions.image().width());
		for (int block = 2; block < 2 * side; block *= 2)
			for (int i = 0; i < COARSE_TRIES && decisions.left() > 0; i++) {
				final Tensor noise = noise(block);
				if (decisions.isFooled(noise)) return noise;
			}
		for (int i = 0; i < TRIES && decisions.left() > 0; i++)
			if (isBlendFound(noise(1))) return decisions.nearest();
		decisions
			.giveUp("noise does not fool, so there is no image to start from; give one that does " +
				"(start=), of the class that is wanted");
		return null;
	}

	private Tensor given(final StartImage given) {
		final Tensor start = decisions.ball().project(given.values());
		if (decisions.isFooled(start)) return start;
		decisions.giveUp("the image '" + given.name() + "' to start from does not fool; give one " +
			"that does (start=), of the class that is wanted");
		return null;
	}

	/** Uniform within what values may be, in blocks of so many pixels along each side. */
	private Tensor noise(final int block) {
		final Pixels image = decisions.image();
		final int across = (image.width() + block - 1) / block;
		final int down = (image.height() + block - 1) / block;
		final double[] parts = new double[image.depth() * down * across * image.channels()];
		for (int i = 0; i < parts.length; i++)
			parts[i] = random.nextDouble();
		final Tensor noise = image.values().copy();
		for (int i = 0; i < noise.size(); i++) {
			final int c = i % image.channels();
			final int x = i / image.channels() % image.width();
			final int row = i / image.channels() / image.width();
			final int place =
				(row / image.height() * down + row % image.height() / block) * across + x / block;
			final float lower = decisions.ball().lower(i);
			noise.data()[i] = (float) (lower +
				parts[place * image.channels() + c] * ((double) decisions.ball().upper(i) - lower));
		}
		return decisions.ball().project(noise);
	}

	private boolean isBlendFound(final Tensor noise) {
		final float[] clean = decisions.image().values().data();
		final Tensor blends = Batches.empty(decisions.image(), Math.min(BLENDS, decisions.left()));
		for (int i = 0; i < blends.size(); i++) {
			final int at = i % clean.length;
			final float part = (1 + i / clean.length) / (BLENDS + 1f);
			blends.data()[i] = clean[at] + part * (noise.data()[at] - clean[at]);
		}
		for (final boolean fooled : decisions.fooled(blends))
			if (fooled) return true;
		return false;
	}
}
