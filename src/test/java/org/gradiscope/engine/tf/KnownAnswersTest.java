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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Prediction.ClassScore;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real networks call real photographs what they are known to call them. The probabilities are those
 * of scripts/reference/known_answers.py.
 */
class KnownAnswersTest {

	/** The centre of an odd number of pixels is half a pixel from where the script crops. */
	private static final double TOLERANCE = 0.02;
	/** Libraries decode JPEG files a little differently. */
	private static final double TOLERANCE_OF_JPEG = 0.05;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"mobilenet-v1-0.25-224 | . | -1 | 1   | chelsea_cat.png   | tabby            | 0.421", //
		"mobilenet-v1-0.25-224 | . | -1 | 1   | coffee.png        | espresso         | 0.866", //
		"mobilenet-v2-1.0-224  | . | -1 | 1   | coffee.png        | espresso         | 0.959", //
		"mobilenet-v2-1.0-224  | . | -1 | 1   | grace_hopper.jpg  | military uniform | 0.735", //
		"mobilenet-v2-1.0-224  | . | -1 | 1   | chelsea_cat.png   | tiger cat        | 0.553", //
		"mobilenet-v2-1.0-224  | . | -1 | 1   | rocket.jpg        | missile          | 0.458", //
		"cifar10-resnet8       | . | 0  | 255 | chelsea_cat.png   | cat              | 0.993", //
		"cifar10-resnet8       | . | 0  | 255 | rocket.jpg        | ship             | 0.964" })
	void aPhotographIsRecognised(final String name, final String file, final float min,
		final float max, final String photograph, final String label, final double probability) {
		final Model model = ModelStore.find(SharedFiles.model(name).resolve(file).toString());
		final Description stated =
			Description.NONE.with(Fact.RANGE, new ValueRange(min, max), "the test").with(Fact.FIT,
				ImageFit.CENTER_CROP, "the test");
		try (Network network =
			new TensorFlowEngine().open(new Model(stated.or(model.description()), model.source()))) {
			final ClassScore best = Prediction
				.of(network, ImagePixels.read(IJ.openImage(SharedFiles.image(photograph).toString()), 1))
				.get(0).ranked(1).get(0);
			assertEquals(label, best.label().replaceAll(",.*", ""));
			assertEquals(probability, best.probability(),
				photograph.endsWith(".png") ? TOLERANCE : TOLERANCE_OF_JPEG);
		}
	}
}
