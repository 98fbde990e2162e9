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

package org.gradiscope.attack.region;

import org.gradiscope.attack.target.Loss;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The image that a network outputs becomes another inside a region.
 * <p>
 * Of several channels, the scores of classes at each position: more than a fraction of the region's
 * positions have another best channel than before. Of one channel: the mean over the region of
 * {@code |out - before|} is over that fraction of the mean of {@code |before - background|}, the
 * background being the median outside of the region.
 * </p>
 */
public final class RegionChange extends ImageOutputCriterion {

	/** By how much of the contrast a map is thought nearer to the background than it is. */
	private static final double NUDGE = 1e-3;

	private final int[] best;
	private final double background;
	private final double contrast;

	private RegionChange(final ImageOutput picture, final double fraction) {
		super(picture, fraction);
		best = picture.best(picture.before());
		background = picture.isMap() ? picture.median() : 0;
		contrast = picture.mean(p -> Math.abs(picture.before().data()[p] - background));
		if (picture.isMap()) requireObject(contrast, picture);
	}

	/**
	 * @param image {@code [1, h, w, c]}, the clean one
	 * @param region {@code [1, h, w, 1]}: 1 in the selection, 0 outside
	 * @param fraction between 0 and 1, usually {@link #MOST}
	 * @throws IllegalArgumentException if the selection is empty at the output's size; of a map, if it
	 *           leaves no background or does not differ from it
	 * @throws org.gradiscope.engine.EngineException if the network gives no pictures
	 */
	public static RegionChange of(final Network network, final Pixels image, final Tensor region,
		final double fraction) {
		return new RegionChange(ImageOutput.of(network, image, region), fraction);
	}

	@Override
	public boolean isMet(final Tensor scores) {
		if (picture.isMap())
			return picture.mean(p -> Math.abs(scores.data()[p] - picture.before().data()[p])) >
				fraction * contrast;
		final int[] now = picture.best(scores);
		return picture.share(p -> now[p] != best[p]) > fraction;
	}

	/**
	 * Of classes, the negative evidence for the ones that were; of a map, its distance from what it was.
	 */
	@Override
	Objective make(final Loss loss) {
		return picture.isMap() ? ImageOutputCriterion.RegionLoss.distance(picture, nudged())
			: ImageOutputCriterion.RegionLoss.classes(loss, picture, best).negate();
	}

	/**
	 * A distance has no gradient where it is 0, so there it is climbed towards the background: what the map
	 * was is taken for a little farther from it.
	 */
	private float[] nudged() {
		final float[] values = picture.before().data().clone();
		for (int p = 0; p < values.length; p++)
			values[p] += (float) ((values[p] < background ? -1 : 1) * NUDGE * contrast);
		return values;
	}
}
