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

package org.gradiscope.attack.surface;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.gradiscope.attack.surface.AlignedDirections.Kind;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Tensor;

/**
 * How many directions at right angles to each other fool, each by itself and with the same length, where
 * all go along the gradient as far as so many can (Tram&egrave;r et al. 2017). More directions each gain
 * less. The paper counts those that fool among as many as fool most; here that is {@link #most()}, and
 * {@link #all()} the largest number of which none fails.
 *
 * @param tried by ascending number
 */
public record AdversarialSpace(List<Count> tried) {

	/**
	 * @param directions that were tried together
	 * @param fooling how many of them fool
	 */
	public record Count(int directions, int fooling) {

		boolean isAll() {
			return fooling == directions;
		}
	}

	public AdversarialSpace {
		tried = tried.stream().sorted(Comparator.comparingInt(Count::directions)).toList();
	}

	/** The most that were found to fool. */
	public int most() {
		return tried.stream().mapToInt(Count::fooling).max().orElse(0);
	}

	/** The largest number of which all fool, before the first of which one fails; 0 if none does. */
	public int all() {
		int all = 0;
		for (final Count each : tried) {
			if (!each.isAll()) return all;
			all = each.directions;
		}
		return all;
	}

	/** The largest number that was tried. */
	public int largest() {
		return tried.isEmpty() ? 0 : tried.get(tried.size() - 1).directions;
	}

	/** Searches by growing numbers and, where any number can be tried, by bisection for {@link #all()}. */
	record Search(ImageProbe probe, Tensor gradient, SignDirections within, Kind kind, double epsilon,
		int own, long seed) {

		/** @param most directions to try together */
		AdversarialSpace upTo(final int most, final Progress progress) {
			final int largest = Math.min(most, kind.most(changeable()));
			final List<Count> tried = new ArrayList<>();
			for (int k = 1; k <= largest; k = kind.next(k))
				tried.add(count(k, progress));
			final AdversarialSpace rough = new AdversarialSpace(tried);
			if (kind == Kind.LINF || rough.all() == 0 || rough.all() == rough.largest()) return rough;
			int fits = rough.all();
			int fails = 2 * fits;
			while (fails - fits > 1) {
				final Count middle = count((fits + fails) / 2, progress);
				tried.add(middle);
				if (middle.isAll()) fits = middle.directions;
				else fails = middle.directions;
			}
			return new AdversarialSpace(tried);
		}

		private int changeable() {
			int count = 0;
			for (int i = 0; i < gradient.size(); i++)
				if (within.mayChange(i)) count++;
			return count;
		}

		private Count count(final int directions, final Progress progress) {
			final int[] classes = probe
				.ask(directions, kind.of(gradient, within, directions, epsilon, seed), progress).classes();
			int fooling = 0;
			for (final int each : classes)
				if (each != own) fooling++;
			return new Count(directions, fooling);
		}
	}
}
