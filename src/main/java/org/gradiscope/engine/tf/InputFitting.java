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

import java.util.Collection;
import java.util.function.UnaryOperator;

import org.gradiscope.model.ImageFit;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;

/**
 * Whether a network sees an image at the image's own size. A network of one size only gets the image
 * fitted to it, unless nothing but layers is asked for that take any size: a dream of a large
 * photograph is then one of the photograph, not of a thumbnail.
 */
final class InputFitting {

	private final ModelDescriptor descriptor;
	private final UnaryOperator<String> operations;

	/** @param operations from what users call a layer to the operation that is meant */
	InputFitting(final ModelDescriptor descriptor, final UnaryOperator<String> operations) {
		this.descriptor = descriptor;
		this.operations = operations;
	}

	/** Whether the image is fitted to the network's size. */
	boolean isFitted(final Collection<String> layers) {
		return descriptor.preprocessing().size().fixed() &&
			!layers.stream().allMatch(this::takesAnySize);
	}

	private boolean takesAnySize(final String name) {
		if (name.equals(Expression.LOGITS)) return false;
		final String operation = operations.apply(name);
		return descriptor.layers().stream()
			.anyMatch(layer -> layer.anySize() && layer.tensor().equals(operation));
	}

	/**
	 * Whether the image is cut into tiles.
	 *
	 * @throws IllegalArgumentException if a layer's positions would be those of a tile
	 */
	boolean isTiled(final Collection<String> layers) {
		if (!isFitted(layers) || descriptor.preprocessing().fit() != ImageFit.TILE) return false;
		for (final String layer : layers)
			if (!layer.equals(Expression.LOGITS))
				throw new IllegalArgumentException("The layer " + layer + " of " + descriptor.name() +
					" can't be looked at while images are cut into tiles; " +
					"let the model's description say 'fit: resize'.");
		return true;
	}
}
