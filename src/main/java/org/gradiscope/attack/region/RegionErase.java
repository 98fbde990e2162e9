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

import java.util.Arrays;

import org.gradiscope.attack.target.Loss;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a network's output image shows in a region vanishes.
 * <p>
 * Of several channels, the scores of classes at each position: more than a fraction of the region's
 * positions have the background as the best channel, which is the one that is the best at most
 * positions outside. Of one channel: the mean over the region is nearer to the background, the median
 * outside, than to what it was.
 * </p>
 */
public final class RegionErase extends ImageOutputCriterion {

	/** The channel of it, or its value. */
	private final double background;
	private final double before;

	private RegionErase(final ImageOutput picture, final double fraction) {
		super(picture, fraction);
		background = picture.isMap() ? picture.median() : picture.background();
		before = picture.mean(p -> picture.before().data()[p]);
		if (picture.isMap()) requireObject(Math.abs(before - background), picture);
		else if (isMet(picture.before())) throw new IllegalArgumentException(
			"A region that shows something is expected, but the network shows the background there, " +
				"channel " + (int) background + "; select what is to vanish.");
	}

	/**
	 * @param image {@code [1, h, w, c]}, the clean one
	 * @param region {@code [1, h, w, 1]}: 1 in the selection, 0 outside
	 * @param fraction of classes: between 0 and 1, usually {@link #MOST}
	 * @throws IllegalArgumentException if the selection is empty at the output's size, leaves no
	 *           background, or shows nothing else
	 * @throws org.gradiscope.engine.EngineException if the network gives no pictures
	 */
	public static RegionErase of(final Network network, final Pixels image, final Tensor region,
		final double fraction) {
		return new RegionErase(ImageOutput.of(network, image, region), fraction);
	}

	@Override
	public boolean isMet(final Tensor scores) {
		if (!picture.isMap()) {
			final int[] now = picture.best(scores);
			return picture.share(p -> now[p] == background) > fraction;
		}
		final double mean = picture.mean(p -> scores.data()[p]);
		return Math.abs(mean - background) < Math.abs(mean - before);
	}

	/** Of classes, the positive evidence for the background; of a map, how near it is to it. */
	@Override
	Objective make(final Loss loss) {
		if (picture.isMap()) {
			final float[] flat = new float[picture.weights().length];
			Arrays.fill(flat, (float) background);
			return ImageOutputCriterion.RegionLoss.distance(picture, flat).negate();
		}
		final int[] everywhere = new int[picture.weights().length];
		Arrays.fill(everywhere, (int) background);
		return ImageOutputCriterion.RegionLoss.classes(loss, picture, everywhere);
	}
}
