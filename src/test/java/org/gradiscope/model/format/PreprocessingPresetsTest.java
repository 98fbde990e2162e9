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

package org.gradiscope.model.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingPresetsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		textBlock = """
			caffe       | channels: bgr;value range: 0..255;mean: [103.939, 116.779, 123.68];standard deviation: [1.0, 1.0, 1.0];
			tf          | channels: rgb;value range: -1..1;
			torch       | channels: rgb;value range: 0..1;mean: [0.485, 0.456, 0.406];standard deviation: [0.229, 0.224, 0.225];
			inception5h | channels: rgb;value range: 0..255;mean: [117.0, 117.0, 117.0];standard deviation: [1.0, 1.0, 1.0];
			raw         | value range: 0..255;
			unit        | value range: 0..1;
			""")
	void presetsAreThoseOfKeras(final String name, final String facts) {
		assertEquals(facts.replace(";", " <- here\n"), Told.of(PreprocessingPresets.of(name, "here")));
	}

	@Test
	void everyNameIsAPreset() {
		assertEquals(6, PreprocessingPresets.NAMES.stream()
			.map(name -> PreprocessingPresets.of(name, "here")).distinct().count());
	}
}
