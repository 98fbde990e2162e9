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

package org.gradiscope.attribution.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.objects.MapSums;
import org.gradiscope.attribution.objects.ObjectGame;
import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Tensor;

/**
 * What becomes of an objective while objects are taken away one after the other, those first over which a map sums up to most,
 * beside random order: the deletion curve of Petsiuk et al. 2018 with objects in place of pixels.
 *
 * @param orders how many random orders are averaged, at least 1
 * @param seed of the orders
 */
public record ObjectDeletion(int orders, long seed) {

	/** At most so many points of a curve; of more objects several go together. */
	private static final int STEPS = 50;

	/** @throws IllegalArgumentException if there are no orders */
	public ObjectDeletion {
		OptionRecords.require("A check by objects needs", orders >= 1, "random orders of at least 1",
			orders);
	}

	/**
	 * The curves over the fraction of objects that are gone.
	 *
	 * @param along the map
	 * @param random the mean of random orders
	 */
	public record Result(DeletionInsertion.ScoreCurve along, DeletionInsertion.ScoreCurve random) {

		/** What they say, in a sentence. */
		public String advice() {
			return " Taking away the objects that it marks lowers the probability with an area of " +
				Findings.number(along.area()) + ", random ones with " + Findings.number(random.area()) +
				".";
		}
	}

	/** @param map of the game's image, {@code [1, h, w, c]} */
	public Result of(final Tensor map, final Attribution.Meaning meaning, final ObjectMap objects,
		final ObjectGame game, final Progress progress) {
		final double[] sums = MapSums.of(map, meaning, objects);
		final int[] order = IntStream.range(0, sums.length).boxed()
			.sorted(Comparator.comparingDouble(n -> -sums[n])).mapToInt(n -> n).toArray();
		final List<DeletionInsertion.ScoreCurve> random = new ArrayList<>();
		final DeletionInsertion.ScoreCurve along =
			curve(order, game, new Progress.SubProgress(progress, 0, orders + 1));
		for (int n = 0; n < orders; n++)
			random.add(curve(PixelRanking.random(order.length, 31 * seed + n), game,
				new Progress.SubProgress(progress, n + 1, orders + 1)));
		return new Result(along, DeletionInsertion.ScoreCurve.mean(random));
	}

	private static DeletionInsertion.ScoreCurve curve(final int[] order, final ObjectGame game,
		final Progress progress) {
		final int steps = Math.min(STEPS, order.length);
		final double[] fractions = new double[steps + 1];
		final List<BitSet> left = new ArrayList<>();
		for (int step = 0; step <= steps; step++) {
			final int gone = (int) Math.round((double) step * order.length / steps);
			fractions[step] = (double) gone / order.length;
			final BitSet some = game.all();
			for (int k = 0; k < gone; k++)
				some.clear(order[k]);
			left.add(some);
		}
		return new DeletionInsertion.ScoreCurve(fractions, game.values(left, progress));
	}
}
