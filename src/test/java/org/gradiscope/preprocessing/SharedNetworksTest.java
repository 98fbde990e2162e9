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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that others trained for long, on eight photographs; the first and the last keep their moments. */
class SharedNetworksTest {

	@ParameterizedTest
	@CsvSource({ "mobilenet-v1-0.25-224, tf, true", "mobilenet-v2-1.0-224, tf, false",
		"cifar10-resnet8, raw, true" })
	void whatTheyWereTrainedWithIsFound(final String name, final String preset,
		final boolean byMoments) {
		final List<Pixels> images = new ArrayList<>();
		final ImageSet photographs = ImageSet
			.folder(SharedFiles.image("coffee.png").getParent().toString(), ShownImage::of, line -> {});
		for (int part = 0; part < photographs.examples().count(); part++)
			photographs.examples().read(part).forEach(read -> images.add(read.image()));
		try (Network network = SharedFiles.open(name, new ValueRange(-3, 3))) {
			final PreprocessingCheck check = PreprocessingCheck.of(network,
				PreprocessingCandidate.of(network.descriptor().preprocessing()), images, Progress.NONE);
			assertEquals(preset, check.best().candidate().name(), check.fits().toString());
			assertEquals(byMoments, check.byMoments());
			assertEquals(PreprocessingCandidate.OWN, check.now().candidate().name());
			assertTrue(check.timesBest(check.now()) > 1.1);
		}
	}
}
