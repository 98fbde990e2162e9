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

package org.gradiscope.attack;

import java.util.Arrays;
import java.util.function.Function;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Changes that are no longer than they must be to fool, as they would be saved: integer grey levels lose a part of
 * such a change, and so it is lengthened, from the original on, until what would be saved fools. The lengths are tried in
 * ascending order: the change's own, and then {@code 1 + 0.001 2^k} times it, k from 0 to 15, within the
 * value range. Where none fools, the change stays as it is.
 */
public final class Lengthened {

	private static final double FIRST = 0.001;
	/** To 34 times the length. */
	private static final int ROUNDS = 16;

	private final Pixels clean;
	private final Pixels exact;
	private final PixelFormat format;
	private final Pixels saved;
	private final double[] factors;

	private Lengthened(final Pixels clean, final Pixels exact, final PixelFormat format) {
		this.clean = clean;
		this.exact = exact;
		this.format = format;
		saved = rounded(exact);
		factors = new double[clean.count()];
		Arrays.fill(factors, 1);
	}

	/**
	 * Changes of a batch, each for itself.
	 *
	 * @param clean {@code [n, h, w, c]}, values of the format
	 * @param exact the changed images
	 * @param fooled whether each of n images fools
	 */
	public static Lengthened of(final Pixels clean, final Pixels exact, final PixelFormat format,
		final Function<Pixels, boolean[]> fooled) {
		final Lengthened changes = new Lengthened(clean, exact, format);
		changes.lengthen(fooled);
		return changes;
	}

	private void lengthen(final Function<Pixels, boolean[]> fooled) {
		final boolean[] done = fooled.apply(saved).clone();
		for (int n = 0; n < done.length; n++)
			done[n] |= Arrays.equals(exact.item(n).values().data(), clean.item(n).values().data());
		for (int round = 0; round < ROUNDS && !all(done); round++) {
			final double factor = 1 + FIRST * (1 << round);
			final Pixels longer = rounded(moved(factor));
			final boolean[] there = fooled.apply(longer);
			for (int n = 0; n < done.length; n++)
				if (!done[n] && there[n]) {
					take(longer, n);
					factors[n] = factor;
					done[n] = true;
				}
		}
	}

	private Pixels rounded(final Pixels changed) {
		return changed.with(format.round(clean.values(), changed.values(), Bound.RANGE));
	}

	private void take(final Pixels others, final int n) {
		final int size = others.values().size() / others.count();
		System.arraycopy(others.values().data(), n * size, saved.values().data(), n * size, size);
	}

	private static boolean all(final boolean[] truths) {
		for (final boolean truth : truths)
			if (!truth) return false;
		return true;
	}

	/** The clean images, each moved towards where the changed ones are, and beyond. */
	private Pixels moved(final double factor) {
		final Tensor moved = exact.values().copy();
		for (int i = 0; i < moved.size(); i++) {
			final float from = clean.values().data()[i];
			final double value = from + factor * (moved.data()[i] - from);
			moved.data()[i] = (float) Math.max(Math.min(from, clean.range().min()),
				Math.min(Math.max(from, clean.range().max()), value));
		}
		return clean.with(moved);
	}

	/** As they would be saved, {@code [n, h, w, c]}. */
	public Pixels saved() {
		return saved;
	}

	/** By what the change of image {@code n} was multiplied; 1 where it was not. */
	public double factor(final int n) {
		return factors[n];
	}
}
