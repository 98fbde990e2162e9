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

package org.gradiscope.engine.tf.inspect;

import java.util.Collection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scope that each operation belongs to: what an exporter wrote for one Keras layer, one slim
 * layer, or one block of them.
 */
final class LayerScopes {

	/** They hold a part of a layer, never one. */
	private static final Set<String> PARTS = Set.of("BatchNorm", "batchnorm", "resize", "moments",
		"Conv2D", "separable_conv2d", "SpatialSqueeze", "TensorArrayUnstack", "TensorArrayV2Stack",
		"TensorArrayStack", "TensorArrayScatter");

	/** Deeper than this no name is followed. */
	private static final int DEEPEST = 32;

	private final Set<String> scopes;
	private final Map<String, Integer> within = new HashMap<>();

	private LayerScopes(final Set<String> scopes) {
		this.scopes = scopes;
		for (final String scope : scopes) {
			String outer = parent(scope);
			for (int i = 0; i < DEEPEST && !outer.isEmpty(); i++, outer = parent(outer))
				within.merge(outer, 1, Integer::sum);
		}
	}

	/** Of these operations, by name. */
	static LayerScopes of(final Collection<String> operations) {
		return new LayerScopes(operations.stream().map(LayerScopes::parent).map(LayerScopes::layer)
			.filter(scope -> !scope.isEmpty()).collect(Collectors.toSet()));
	}

	/**
	 * The scope of an operation; the operation itself where it stands in no scope, or in that of the
	 * whole network, which holds most of the others.
	 */
	String of(final String operation) {
		if (scopes.contains(operation)) return operation;
		final String scope = layer(parent(operation));
		final boolean network =
			2 * within.getOrDefault(scope, 0) > scopes.size() - 1 && within.containsKey(scope);
		return scope.isEmpty() || network ? operation : scope;
	}

	/** Without the parts of a layer at the end. */
	private static String layer(final String scope) {
		String layer = scope;
		while (PARTS.contains(layer.substring(layer.lastIndexOf('/') + 1)) && layer.contains("/"))
			layer = parent(layer);
		return layer;
	}

	static String parent(final String path) {
		final int slash = path.lastIndexOf('/');
		return slash < 0 ? "" : path.substring(0, slash);
	}
}
