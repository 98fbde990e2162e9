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

package org.gradiscope.style;

import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;

/** Steps of style transfer on MobileNet v2, as the commands do them, for the benchmark. */
public final class StyleSteps implements AutoCloseable {

	private final Model model = ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString());
	private final Network network = Engine.load().open(model);
	private final Objective objective;
	private final PaintedFit fit;

	/**
	 * @param side of the picture, in pixels
	 * @param byPixels or by frequencies
	 */
	public StyleSteps(final int side, final boolean byPixels) {
		final Map<String, Double> auto = Map.of("auto", 1.0);
		final StyleOptions options =
			StyleOptions.of("", "").withContent(StyleLayers.content(network.descriptor(), auto))
				.withLayers(StyleLayers.style(network.descriptor(), auto))
				.withBasis(byPixels ? new Basis.PixelBasis() : new Basis.FourierBasis(0.5));
		final Pixels picture = Images.noise(ValueRange.EIGHT_BIT, 1, 1, side, side, 3);
		final Pixels dark = Images.noise(new ValueRange(0, 120), 2, 1, side, side, 3);
		objective = new StyleLoss(network, Style.of(dark), options).whole(network, picture);
		fit = new PaintedFit(network, objective, options,
			Restyler.unit(picture.values(), picture.range()), Progress.NONE);
	}

	public Model model() {
		return model;
	}

	/** What is climbed. */
	public Objective objective() {
		return objective;
	}

	/** What the network sees now. */
	public ParameterizedImage painted() {
		return fit.painted();
	}

	/** One more step; gives the loss before it. */
	public double step() {
		return fit.step();
	}

	@Override
	public void close() {
		network.close();
	}
}
