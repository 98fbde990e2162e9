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

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/** What a program is fed with: native tensors by the placeholder that takes them, closed together. */
final class Feeds implements AutoCloseable {

	private final Map<String, Tensor> tensors = new LinkedHashMap<>();

	/** The images of a query, and what its objective is given. */
	static Feeds of(final Query query) {
		final Feeds feeds = new Feeds();
		query.pixels().ifPresent(feeds::addPixels);
		query.painted().ifPresent(feeds::addParameters);
		query.objective().flatMap(Objective::fed)
			.ifPresent(values -> feeds.add(ObjectiveCompiler.FED, Tensors.toNative(values)));
		return feeds;
	}

	private void addPixels(final Pixels images) {
		add(Preprocessor.PIXELS, Tensors.toNative(images.values()));
		add(Preprocessor.MINIMUM, TFloat32.scalarOf(images.range().min()));
		add(Preprocessor.EXTENT, TFloat32.scalarOf(images.range().extent()));
	}

	private void addParameters(final ParameterizedImage image) {
		add(ParameterizationCompiler.PARAMETERS, Tensors.toNative(image.parameters()));
		if (!image.warp().isNone()) Warper.feed(this, image.warp(), image.count());
	}

	/** And the tiles that the images are cut into. */
	Feeds with(final Tiling tiling) {
		add(Preprocessor.BOXES, tiling.boxes());
		add(Preprocessor.BOX_IMAGES, tiling.boxImages());
		return this;
	}

	void add(final String placeholder, final Tensor tensor) {
		tensors.put(placeholder, tensor);
	}

	void to(final Session.Runner runner) {
		tensors.forEach(runner::feed);
	}

	@Override
	public void close() {
		tensors.values().forEach(Tensor::close);
	}
}
