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

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.EngineHost;

/**
 * TensorFlow's native libraries: found in a folder or on the class path, never downloaded.
 * <p>
 * DJL looks for them as soon as its engine is first touched, and would download what it does not
 * find. So {@link #load} comes first, always, and tells DJL where they are and to stay offline.
 * </p>
 */
final class Natives {

	/** The folder of the libraries: a system property or an environment variable of that name. */
	static final String FOLDER = "TENSORFLOW_LIBRARY_PATH";

	private static final String RESOURCES = "/org/tensorflow/internal/c_api/";

	private static boolean loaded;

	private Natives() {}

	/** In no application that keeps libraries. */
	static void load() {
		load(EngineHost.NONE);
	}

	/**
	 * Loads the libraries, once.
	 *
	 * @throws EngineException if there are none for this platform
	 */
	static synchronized void load(final EngineHost host) {
		if (loaded) return;
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
		if (System.getProperty(FOLDER) == null && System.getenv(FOLDER) == null)
			System.setProperty(FOLDER, fromClassPath(Loader.getPlatform()).getPath());
		try {
			ai.djl.engine.Engine.getEngine("TensorFlow");
		}
		catch (final RuntimeException | LinkageError e) {
			throw new EngineException("TensorFlow's native libraries for " + Loader.getPlatform() +
				" could not be loaded from " + System.getProperty(FOLDER, System.getenv(FOLDER)) + ": " +
				OneLine.of(e), e);
		}
		loaded = true;
	}

	/**
	 * Copies the platform's libraries out of their jar into JavaCPP's cache, unless they are there.
	 *
	 * @return the folder that holds them
	 */
	static File fromClassPath(final String platform) {
		File folder = null;
		for (final String library : libraries(platform))
			folder = cached(platform, library).getParentFile();
		return folder;
	}

	private static File cached(final String platform, final String library) {
		final URL resource = Natives.class.getResource(RESOURCES + platform + "/" + library);
		if (resource == null) throw new EngineException("There is no TensorFlow library for " +
			platform + ": put org.tensorflow:tensorflow-core-native:1.0.0 with the classifier " +
			platform + " on the class path (it exists for linux-x86_64, linux-arm64, macosx-arm64, " +
			"macosx-x86_64 and windows-x86_64), or name a folder with the libraries by " + FOLDER + ".");
		try {
			return Loader.cacheResource(resource);
		}
		catch (final IOException e) {
			throw new EngineException("TensorFlow's library " + library +
				" could not be unpacked into the cache folder (set org.bytedeco.javacpp.cachedir to " +
				"another): " + OneLine.of(e), e);
		}
	}

	private static List<String> libraries(final String platform) {
		if (platform.startsWith("windows")) return List.of("tensorflow_cc.dll",
			"jnitensorflow.dll");
		if (platform.startsWith("macosx")) return List.of("libtensorflow_cc.2.dylib",
			"libtensorflow_framework.2.dylib", "libjnitensorflow.dylib");
		return List.of("libtensorflow_cc.so.2", "libtensorflow_framework.so.2",
			"libjnitensorflow.so");
	}
}
