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

package org.gradiscope.attribution.segment;

import java.util.Arrays;
import java.util.List;

/**
 * Regions in the order in which they explain most (Kapishnikov et al. 2019, "XRAI: Better Attributions Through Regions", algorithm 1): again and
 * again the region whose pixels that are not taken yet have the largest mean attribution; regions that would add few pixels
 * are left out. Each pixel gets the mean with which it was taken; those that no region holds get theirs.
 *
 * @param least pixels that a region has to add
 */
public record SegmentRanking(int least) {

	/**
	 * @param attribution of each pixel, row by row
	 * @param regions each the indices of its pixels; they may overlap
	 * @return what each pixel was taken with
	 */
	public float[] of(final double[] attribution, final List<int[]> regions) {
		return new Pool(attribution, regions).ranked();
	}

	/** What is left of the regions. */
	private final class Pool {

		private final double[] attribution;
		private final List<int[]> regions;
		/** Which regions each pixel is in. */
		private final int[][] holders;
		private final int[] counts;
		private final double[] sums;
		private final boolean[] taken;
		private final float[] ranked;

		Pool(final double[] attribution, final List<int[]> regions) {
			this.attribution = attribution;
			this.regions = regions;
			holders = holders(attribution.length, regions);
			counts = new int[regions.size()];
			sums = new double[regions.size()];
			for (int n = 0; n < counts.length; n++) {
				counts[n] = regions.get(n).length;
				sums[n] = Arrays.stream(regions.get(n)).mapToDouble(p -> attribution[p]).sum();
			}
			taken = new boolean[attribution.length];
			ranked = new float[attribution.length];
		}

		private static int[][] holders(final int pixels, final List<int[]> regions) {
			final int[] counts = new int[pixels];
			for (final int[] region : regions)
				for (final int p : region)
					counts[p]++;
			final int[][] holders = new int[pixels][];
			Arrays.setAll(holders, p -> new int[counts[p]]);
			for (int n = 0; n < regions.size(); n++)
				for (final int p : regions.get(n))
					holders[p][--counts[p]] = n;
			return holders;
		}

		float[] ranked() {
			for (int best = best(); best >= 0; best = best()) {
				final float gain = (float) (sums[best] / counts[best]);
				for (final int p : regions.get(best))
					if (!taken[p]) take(p, gain);
			}
			final double rest = mean();
			for (int p = 0; p < taken.length; p++)
				if (!taken[p]) ranked[p] = (float) rest;
			return ranked;
		}

		/** -1 if none adds enough. */
		private int best() {
			int best = -1;
			for (int n = 0; n < counts.length; n++)
				if (counts[n] >= Math.max(1, least) &&
					(best < 0 || sums[n] / counts[n] > sums[best] / counts[best])) best = n;
			return best;
		}

		private void take(final int p, final float gain) {
			taken[p] = true;
			ranked[p] = gain;
			for (final int holder : holders[p]) {
				counts[holder]--;
				sums[holder] -= attribution[p];
			}
		}

		/** Of the pixels that are left. */
		private double mean() {
			double sum = 0;
			int count = 0;
			for (int p = 0; p < taken.length; p++)
				if (!taken[p]) {
					sum += attribution[p];
					count++;
				}
			return count == 0 ? 0 : sum / count;
		}
	}
}
