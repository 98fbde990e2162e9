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
package org.gradiscope.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.MethodKeys;
import org.gradiscope.tensor.Pixels;

/**
 * A saliency method as users choose it. What its numbers mean and how often it runs the network, the
 * method that is made says itself.
 *
 * @param name as users write it
 * @param paper author and year
 * @param keys read while it is made
 * @param commandKeys read by the commands for this method
 * @param needs what the network must have
 * @param maker makes it of keys
 */
public record AttributionEntry(String name, String paper, List<String> keys,
	List<String> commandKeys, Set<Need> needs, Maker maker) implements MethodEntry {

	/** What a network must have, or the method fails. */
	public enum Need {
		/** A ReLU between the objective and the image. */
		RELU,
		/** A layer with positions. */
		SPATIAL_LAYER
	}

	/**
	 * What a map is to be made of.
	 *
	 * @param image the pixels that the network sees, by which automatic sizes are chosen
	 * @param before the layers that what is explained depends on, from the input on
	 * @param images the baseline that is another image, by its title, ID or path
	 */
	public record Subject(ModelDescriptor network, Pixels image, List<Layer> before,
		Function<String, Baseline> images) {

		public Subject {
			before = List.copyOf(before);
		}

		/** @param name {@code black}, {@code white}, {@code mean}, {@code blur}, or that of an image */
		Baseline baseline(final String name) {
			for (final Baseline.Standard usual : Baseline.Standard.values())
				if (usual.toString().equalsIgnoreCase(name.trim())) return usual;
			return images.apply(name.trim());
		}

		/** @param names of baselines, separated by semicolons */
		List<Baseline> baselines(final String names) {
			return Arrays.stream(names.split(Target.SEPARATOR)).filter(name -> !name.isBlank())
				.map(this::baseline).toList();
		}
	}

	/** Makes a method. */
	@FunctionalInterface
	public interface Maker {

		/** @throws IllegalArgumentException if a key's value is outside its bounds */
		AttributionMethod make(MethodKeys keys, Subject subject);
	}

	public AttributionEntry {
		keys = List.copyOf(keys);
		commandKeys = List.copyOf(commandKeys);
		needs = Set.copyOf(needs);
	}

	/** A method that needs nothing of the network. */
	public static AttributionEntry of(final String name, final String paper, final Maker maker,
		final String... keys) {
		return new AttributionEntry(name, paper, List.of(keys), List.of(), Set.of(), maker);
	}

	/** The same method where no key is offered for it. */
	public AttributionEntry withoutKeys() {
		return new AttributionEntry(name, paper, List.of(), List.of(), needs, maker);
	}

	/** The same method, which needs something. */
	AttributionEntry needing(final Need... all) {
		return new AttributionEntry(name, paper, keys, commandKeys, Set.of(all), maker);
	}
}
