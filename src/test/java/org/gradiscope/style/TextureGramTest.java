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

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.style.StyleOptions.Start;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.transform.Tiles.Tile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;

/** A texture's Gram matrices are the reference's: of tissue after 60 steps, of a photograph that is no texture after 100. */
class TextureGramTest {

	private static final int SIDE = 160;

	@ParameterizedTest
	@CsvSource({ "ihc.png, true, 60", "ihc.png, false, 60", "coffee.png, true, 100" })
	void gramMatricesEndNearTheReferences(final String photograph, final boolean fourier,
		final int steps) {
		final Pixels photo = ImagePixels.read(IJ.openImage(SharedFiles.image(photograph).toString()));
		final Pixels reference = photo.with(new Tile(100, 100, SIDE, SIDE).cut(photo.values()));
		final String file = SharedFiles.model("mobilenet-v2-1.0-224").toString();
		try (Network network = Engine.load().open(ModelStore.find(file))) {
			final StyleOptions options = StyleOptions.of("", "").withContent(Map.of())
				.withLayers(StyleLayers.style(network.descriptor(), Map.of("auto", 1.0))).withAlpha(1)
				.withStart(Start.NOISE).withSteps(steps)
				.withBasis(fourier ? new Basis.FourierBasis(0.5) : new Basis.PixelBasis());
			final Pixels made = Restyler.restyle(network, reference.with(Tensor.zeros(reference.shape())),
				Style.of(reference), options, Progress.NONE);
			final StyleLoss loss = new StyleLoss(network, Style.of(reference), options);
			final Map<String, List<Tensor>> wanted = loss.values(network, reference);
			loss.values(network, made).forEach((layer, gram) -> {
				final double distance =
					Math.sqrt(Distances.squared(gram, wanted.get(layer)) / Distances.norm(wanted.get(layer)));
				System.err.printf("%s, %d steps, %s, %s: %.4f%n", photograph, steps, options.basis(), layer,
					distance);
				assertTrue(distance < 0.05, layer + ": " + distance);
			});
		}
	}
}
