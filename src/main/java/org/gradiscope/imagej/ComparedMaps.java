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

package org.gradiscope.imagej;

import ij.ImagePlus;

import java.util.List;
import java.util.Map;

import org.gradiscope.tensor.Tensor;

/**
 * Signed maps of one image by several networks, on one scale.
 *
 * @param stack all slices of the first, then of the next, with labels
 * @param montage those of the slice that is shown, side by side
 */
public record ComparedMaps(ImagePlus stack, ImagePlus montage) {

	/**
	 * @param slices of the image, that maps belong to
	 * @param region of which the maps are
	 * @param maps by the network's name, one for each slice, {@code [1, h, w, c]}
	 */
	public static ComparedMaps of(final ShownImage image, final int[] slices, final Region region,
		final Map<String, List<Tensor>> maps, final String title) {
		final SaliencyDisplay frame = new SaliencyDisplay(image, slices, region, 1, false);
		final LabelledResults results = new LabelledResults(image);
		final float limit = Magnitudes
			.percentile(maps.values().stream().flatMap(List::stream).map(Magnitudes::sum).toList(), 99.5);
		maps.forEach((name, ofSlices) -> {
			final ImagePlus map = SaliencyView.MAP.render(frame, ofSlices, title);
			ColourTables.apply(map, true, limit);
			results.add(name, map);
		});
		final ImagePlus montage = results.montage(Titles.unique(Titles.AUTO, title + "-montage"));
		return new ComparedMaps(results.stack(title), montage);
	}
}
